// EventQueue: everything that will happen, ordered by (time, sequence), and the virtual clock.
//
// An Event is intrusive: it lives where its owner put it (often in a coroutine's frame), queueing
// it allocates nothing, and its destructor takes it out of the queue.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>

#include <boost/intrusive/list.hpp>
#include <boost/intrusive/set.hpp>

#include "platform/clock.h"

namespace mailtown::sim {

namespace intrusive = boost::intrusive;
using AutoUnlink = intrusive::link_mode<intrusive::auto_unlink>;

class Event : public intrusive::set_base_hook<AutoUnlink>,
              public intrusive::list_base_hook<AutoUnlink> {
 public:
  virtual ~Event() = default;
  bool queued() const { return in_future() || in_ready(); }
  void cancel();

 protected:
  // Called once, no longer queued; may delete the event.
  virtual void fire() = 0;
  // The queue ends and will never fire this; events that own themselves delete themselves here.
  virtual void discard() {}

 private:
  friend class EventQueue;
  bool in_future() const { return set_base_hook<AutoUnlink>::is_linked(); }
  bool in_ready() const { return list_base_hook<AutoUnlink>::is_linked(); }

  Instant at_{};
  std::uint64_t sequence_ = 0;
};

class EventQueue {
 public:
  EventQueue() = default;
  ~EventQueue();
  EventQueue(const EventQueue&) = delete;
  EventQueue& operator=(const EventQueue&) = delete;

  Instant now() const { return now_; }
  std::uint64_t fired() const { return fired_; }
  bool has_events() const { return !ready_.empty() || !future_.empty(); }

  // Queues an event, which must not be queued; a time that is past means now.
  void add(Event& event, Instant at);
  void add_now(Event& event) { ready_.push_back(event); }

  // Calls `action` at that time.
  template <class Action>
  void call(Instant at, Action action);

  // Fires the next event at or before `limit`; false if there is none.
  bool fire_next(Instant limit);
  // Moves the clock forward, if no event lies before.
  void advance_to(Instant time);

 private:
  struct Earlier {
    bool operator()(const Event& a, const Event& b) const {
      return std::pair(a.at_, a.sequence_) < std::pair(b.at_, b.sequence_);
    }
  };
  Event* next(Instant limit);

  Instant now_{};
  std::uint64_t sequence_ = 0;
  std::uint64_t fired_ = 0;
  // What is due now in order of arrival; whatever `future_` holds for now was queued before that.
  intrusive::list<Event, intrusive::constant_time_size<false>> ready_;
  intrusive::set<Event, intrusive::compare<Earlier>, intrusive::constant_time_size<false>> future_;
};

// An event on the heap that calls a function object, then deletes itself.
template <class Action>
class Call final : public Event {
 public:
  explicit Call(Action action) : action_(std::move(action)) {}

 private:
  void fire() override {
    const std::unique_ptr<Call> self(this);
    action_();
  }
  void discard() override { delete this; }

  Action action_;
};

template <class Action>
void EventQueue::call(Instant at, Action action) {
  add(*new Call<Action>(std::move(action)), at);
}

}  // namespace mailtown::sim
