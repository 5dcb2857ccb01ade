#include "simulator/world/event_queue.h"

namespace mailtown::sim {

void Event::cancel() {
  if (in_future()) set_base_hook<AutoUnlink>::unlink();
  if (in_ready()) list_base_hook<AutoUnlink>::unlink();
}

EventQueue::~EventQueue() {
  while (Event* event = next(Instant::max())) {
    event->cancel();
    event->discard();
  }
}

void EventQueue::add(Event& event, Instant at) {
  if (at <= now_) return add_now(event);
  event.at_ = at;
  event.sequence_ = ++sequence_;
  future_.insert(future_.end(), event);  // the hint: most timers are later than all others
}

Event* EventQueue::next(Instant limit) {
  const bool due = !future_.empty() && future_.begin()->at_ <= now_;
  if (!due && !ready_.empty()) return now_ <= limit ? &ready_.front() : nullptr;
  if (future_.empty() || future_.begin()->at_ > limit) return nullptr;
  return &*future_.begin();
}

bool EventQueue::fire_next(Instant limit) {
  Event* event = next(limit);
  if (event == nullptr) return false;
  if (event->in_future()) now_ = std::max(now_, event->at_);
  event->cancel();
  ++fired_;
  event->fire();
  return true;
}

void EventQueue::advance_to(Instant time) {
  now_ = std::max(now_, time);
}

}  // namespace mailtown::sim
