#include "service/worker.hpp"

#include <memory>

namespace service {
namespace {

struct Job {
  uv_work_t request{};
  std::function<void()> work;
  std::function<void(const std::exception_ptr&)> done;
  std::exception_ptr failure;
};

void run(uv_work_t* request) {
  auto& job = *static_cast<Job*>(request->data);
  try {
    job.work();
  } catch (...) {
    job.failure = std::current_exception();
  }
}

void finish(uv_work_t* request, int) {
  const std::unique_ptr<Job> job(static_cast<Job*>(request->data));
  job->done(job->failure);
}

}  // namespace

Millis now(uv_loop_t* loop) {
  uv_update_time(loop);
  return Millis{uv_now(loop)};
}

void in_worker(uv_loop_t* loop, std::function<void()> work,
               std::function<void(const std::exception_ptr&)> done) {
  auto job = std::make_unique<Job>();
  job->work = std::move(work);
  job->done = std::move(done);
  job->request.data = job.get();
  if (uv_queue_work(loop, &job->request, run, finish) == 0) {
    static_cast<void>(job.release());  // finish owns it
  }
}

}  // namespace service
