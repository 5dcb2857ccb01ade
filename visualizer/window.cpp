#include "visualizer/window.h"

#include <cfloat>

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include "mime/utf8.h"

namespace mailtown::view {
namespace {

constexpr double frame_seconds = 1.0 / 60;
constexpr double idle_seconds = 0.25;

Failure no_window(const char* what) {
  const char* detail = nullptr;
  glfwGetError(&detail);
  return {FailureKind::not_permitted,
          std::string(what) + (detail ? ": " : "") + (detail ? detail : "")};
}

Window& of(GLFWwindow* window) {
  return *static_cast<Window*>(glfwGetWindowUserPointer(window));
}

}  // namespace

Result<std::unique_ptr<Window>> Window::open(const Options& options) {
  std::unique_ptr<Window> window(new Window(options));
  const auto started = window->start();
  if (!started) return started.error();
  return window;
}

Result<> Window::start() {
  if (!glfwInit()) return no_window("no display");
  glfw_ = true;
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 2);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHint(GLFW_VISIBLE, options_.hands_off ? GLFW_FALSE : GLFW_TRUE);
  window_ =
      glfwCreateWindow(options_.hands_off ? 64 : options_.width,
                       options_.hands_off ? 64 : options_.height, "Mailtown", nullptr, nullptr);
  if (!window_) return no_window("no OpenGL 3");
  glfwMakeContextCurrent(window_);
  glfwSwapInterval(options_.hands_off ? 0 : 1);
  glfwSetWindowUserPointer(window_, this);
  glfwSetKeyCallback(window_, [](GLFWwindow* from, int key, int, int action, int mods) {
    if (action != GLFW_RELEASE) of(from).put(KeyPress{key, mods});
  });
  // Not from Dear ImGui, which forgets what was typed when a frame ends.
  glfwSetCharCallback(window_, [](GLFWwindow* from, unsigned character) {
    std::string text;
    mime::append_utf8(text, character);
    of(from).put(std::move(text));
  });
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  ImGui::GetIO().LogFilename = nullptr;
  gui_ = true;
  ImGui_ImplGlfw_InitForOpenGL(window_, true);
  if (!ImGui_ImplOpenGL3_Init("#version 150")) return no_window("no OpenGL 3");
  if (options_.hands_off) resize(options_.width, options_.height);
  return {};
}

Window::~Window() {
  offscreen_.reset();
  if (gui_) {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
  }
  if (window_) glfwDestroyWindow(window_);
  if (glfw_) glfwTerminate();
}

bool Window::should_close() const {
  return glfwWindowShouldClose(window_);
}
void Window::close() {
  glfwSetWindowShouldClose(window_, GLFW_TRUE);
}

int Window::width() const {
  if (offscreen_) return offscreen_->width();
  int w = 0, h = 0;
  glfwGetFramebufferSize(window_, &w, &h);
  return w;
}

int Window::height() const {
  if (offscreen_) return offscreen_->height();
  int w = 0, h = 0;
  glfwGetFramebufferSize(window_, &w, &h);
  return h;
}

void Window::resize(int width, int height) {
  offscreen_ = std::make_unique<Offscreen>(width, height);
}

// Hands off, the picture takes the size of the screen, as the window would.
void Window::toggle_full_screen() {
  if (glfwGetWindowMonitor(window_)) {
    glfwSetWindowMonitor(window_, nullptr, static_cast<int>(windowed_.x),
                         static_cast<int>(windowed_.y), static_cast<int>(windowed_.w),
                         static_cast<int>(windowed_.h), 0);
    if (offscreen_) resize(offscreen_windowed_.first, offscreen_windowed_.second);
    return;
  }
  int x = 0, y = 0, w = 0, h = 0;
  glfwGetWindowPos(window_, &x, &y);
  glfwGetWindowSize(window_, &w, &h);
  windowed_ = {static_cast<float>(x), static_cast<float>(y), static_cast<float>(w),
               static_cast<float>(h)};
  GLFWmonitor* monitor = glfwGetPrimaryMonitor();
  const GLFWvidmode* mode = glfwGetVideoMode(monitor);
  if (offscreen_) {
    offscreen_windowed_ = {width(), height()};
    resize(mode->width, mode->height);
  }
  glfwSetWindowMonitor(window_, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
}

bool Window::is_full_screen() const {
  return glfwGetWindowMonitor(window_) != nullptr;
}

float Window::system_scale() const {
  if (offscreen_) return 1;
  float x = 1, y = 1;
  glfwGetWindowContentScale(window_, &x, &y);
  return std::max(1.f, x);
}

double Window::begin_frame(bool idle) {
  if (idle && !offscreen_) {
    glfwWaitEventsTimeout(idle_seconds);
  } else {
    glfwPollEvents();
  }
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  ImGuiIO& io = ImGui::GetIO();
  if (offscreen_) {
    io.DeltaTime = frame_seconds;
    io.DisplaySize = {static_cast<float>(width()), static_cast<float>(height())};
    io.DisplayFramebufferScale = {1, 1};
    io.MousePos = mouse_ ? ImVec2(mouse_->x, mouse_->y) : ImVec2(-FLT_MAX, -FLT_MAX);
    io.MouseDown[0] = mouse_is_down_;
    io.MouseWheel = std::exchange(wheel_, 0.f);
  }
  ImGui::NewFrame();
  return io.DeltaTime;
}

void Window::draw(Colour back) const {
  glViewport(0, 0, width(), height());
  const auto channel = [&](int shift) { return static_cast<float>((back >> shift) & 255) / 255; };
  glClearColor(channel(16), channel(8), channel(0), 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void Window::end_frame(Colour back) {
  if (offscreen_) offscreen_->bind();
  draw(back);
  if (!offscreen_) return glfwSwapBuffers(window_);
  // A software rasteriser keeps what it has not drawn yet, frame upon frame.
  glFinish();
}

void Window::reload_fonts() {
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
}

std::vector<Input> Window::take_input() {
  return std::exchange(input_, {});
}

void Window::put(Input input) {
  input_.push_back(std::move(input));
}

std::vector<unsigned char> Window::pixels() const {
  return offscreen_->pixels();
}

std::vector<unsigned char> Window::picture(Colour back) {
  if (offscreen_) return pixels();
  const Offscreen beside(width(), height());
  beside.bind();
  draw(back);
  auto drawn = beside.pixels();
  Offscreen::unbind();
  return drawn;
}

}  // namespace mailtown::view
