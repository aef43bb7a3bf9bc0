// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/c10d_group.h"

#include "core/base/error.h"

#ifdef PENTIMENTO_HAS_C10D_GLOO  // cmake/PentimentoC10d.cmake
#include <fmt/format.h>

#include <cstdlib>
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#ifdef PENTIMENTO_HAS_C10D_NCCL
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#endif

#include "core/base/caught_error.h"
#include "core/training/local_address.h"

namespace pentimento {
namespace {

using Work = c10::intrusive_ptr<c10d::Work>;
using Gloo = c10::intrusive_ptr<c10d::ProcessGroupGloo>;

constexpr std::int64_t bucketBytes = 25 << 20;          // as PyTorch's DistributedDataParallel
constexpr auto patience = std::chrono::hours(24 * 90);  // a pause may last

/// Does `exchange`, whose failures are others' ends and silences.
template <class Exchange>
void exchanging(const Exchange& exchange) {
  try {
    exchange();
  } catch (const std::exception&) {
    const auto error = errorFrom(std::current_exception());
    if (error.kind() == ErrorKind::OutOfMemory) throw error;
    throw Error(
        ErrorKind::Internal,
        fmt::format("another of the processes that train together ended or is silent: {}", error.what()));
  }
}

std::shared_ptr<::gloo::transport::Device> networkDevice(const ProcessPlace& place) {
  if (const char* interface = std::getenv("GLOO_SOCKET_IFNAME"); interface && *interface)
    return c10d::ProcessGroupGloo::createDeviceForInterface(interface);
  return c10d::ProcessGroupGloo::createDeviceForHostname(localAddressTowards(place.address, place.port));
}

/// Some tensors, one after the other.
struct Bucket {
  std::size_t first, end;
  torch::Tensor flat;
  Work sum;
};

/// The next tensors of one type, up to the size of a bucket.
Bucket filled(const std::vector<torch::Tensor>& tensors, std::size_t first) {
  Bucket bucket{first, first, {}, {}};
  std::vector<torch::Tensor> flat;
  for (std::int64_t bytes = 0; bucket.end < tensors.size() && bytes < bucketBytes; ++bucket.end) {
    const auto& tensor = tensors[bucket.end];
    if (tensor.scalar_type() != tensors[first].scalar_type()) break;
    flat.push_back(tensor.reshape(-1));
    bytes += tensor.numel() * static_cast<std::int64_t>(tensor.element_size());
  }
  bucket.flat = torch::cat(flat);
  if (bucket.flat.element_size() < 4) bucket.flat = bucket.flat.to(torch::kFloat32);  // half and bfloat16
  return bucket;
}

class C10dGroup : public ProcessGroup {
 public:
  C10dGroup(const ProcessPlace& place, const std::string& device, const GroupOptions& options);

  int rank() const override { return place_.rank; }
  int size() const override { return place_.size; }
  std::vector<torch::Tensor> mean(const std::vector<torch::Tensor>& tensors) override;
  void copyFromFirst(const std::vector<torch::Tensor>& tensors) override;
  std::string textOfFirst(const std::string& text) override { return textOfFirst(text, prompt_); }
  void inFirst(const std::function<void()>& work) override;

 private:
  Gloo connect(const char* name, std::chrono::milliseconds answer) const;
  Work startSum(torch::Tensor& bucket);
  std::string textOfFirst(const std::string& text, const Gloo& gloo) const;

  ProcessPlace place_;
  c10::intrusive_ptr<c10d::Store> store_;
  Gloo prompt_, patient_;  // who is asked must answer soon; when the first one likes
#ifdef PENTIMENTO_HAS_C10D_NCCL
  c10::intrusive_ptr<c10d::ProcessGroupNCCL> nccl_;
#endif
};

C10dGroup::C10dGroup(const ProcessPlace& place, const std::string& device, const GroupOptions& options)
    : place_(place) {
  try {
    c10d::TCPStoreOptions store;
    store.port = place.port;
    store.isServer = isFirst();
    store.waitWorkers = false;  // that would end without a word when nobody comes
    store.timeout = options.gathering;
    store_ = c10::make_intrusive<c10d::TCPStore>(place.address, store);
    if (store_->add("here", 1) == place.size) store_->set("all", {1});
    store_->wait({"all"}, options.gathering);
    prompt_ = connect("prompt", options.answer);
    patient_ = connect("patient", patience);
#ifdef PENTIMENTO_HAS_C10D_NCCL
    if (torch::Device(device).is_cuda()) {
      // Else a process whose partner died would wait in the GPU's queue for ever.
      for (const char* name : {"NCCL_BLOCKING_WAIT", "TORCH_NCCL_BLOCKING_WAIT"}) setenv(name, "1", 0);
      auto nccl = c10d::ProcessGroupNCCL::Options::create();
      nccl->timeout = options.answer;
      nccl_ = c10::make_intrusive<c10d::ProcessGroupNCCL>(
          c10::make_intrusive<c10d::PrefixStore>("nccl", store_), place.rank, place.size, nccl);
    }
#else
    (void)device;
#endif
  } catch (const std::exception&) {
    throw Error(ErrorKind::Internal,
                fmt::format("process {} of {} could not meet the others at {}:{}: {}", place.rank, place.size,
                            place.address, place.port, errorFrom(std::current_exception()).what()));
  }
}

Gloo C10dGroup::connect(const char* name, std::chrono::milliseconds answer) const {
  auto options = c10d::ProcessGroupGloo::Options::create(answer);
  options->devices.push_back(networkDevice(place_));
  options->threads = 2;
  return c10::make_intrusive<c10d::ProcessGroupGloo>(c10::make_intrusive<c10d::PrefixStore>(name, store_),
                                                     place_.rank, place_.size, options);
}

Work C10dGroup::startSum(torch::Tensor& bucket) {
#ifdef PENTIMENTO_HAS_C10D_NCCL
  if (nccl_ && bucket.is_cuda()) {
    std::vector<torch::Tensor> buckets{bucket};
    return nccl_->allreduce(buckets);
  }
#endif
  bucket = bucket.cpu();
  std::vector<torch::Tensor> buckets{bucket};
  return prompt_->allreduce(buckets);
}

std::vector<torch::Tensor> C10dGroup::mean(const std::vector<torch::Tensor>& tensors) {
  torch::NoGradGuard noGradient;
  std::vector<torch::Tensor> means;
  exchanging([&] {
    std::vector<Bucket> buckets;
    for (std::size_t first = 0; first < tensors.size(); first = buckets.back().end) {
      buckets.push_back(filled(tensors, first));
      buckets.back().sum = startSum(buckets.back().flat);  // while the next one is filled
    }
    for (auto& bucket : buckets) {
      bucket.sum->wait();
      bucket.flat.div_(place_.size);
      std::int64_t at = 0;
      for (auto i = bucket.first; i < bucket.end; ++i) {
        const auto part = bucket.flat.narrow(0, at, tensors[i].numel()).view(tensors[i].sizes());
        means.push_back(torch::empty_like(tensors[i]).copy_(part));  // no view: zero_grad() detaches in place
        at += tensors[i].numel();
      }
    }
  });
  return means;
}

void C10dGroup::copyFromFirst(const std::vector<torch::Tensor>& tensors) {
  torch::NoGradGuard noGradient;
  exchanging([&] {
    for (auto tensor : tensors) {
      std::vector<torch::Tensor> sent{tensor.detach().cpu().contiguous()};
      if (tensor.scalar_type() == torch::kBool) sent[0] = sent[0].to(torch::kUInt8);  // Gloo knows no truth
      prompt_->broadcast(sent)->wait();
      if (!isFirst()) tensor.copy_(sent[0]);
    }
  });
}

std::string C10dGroup::textOfFirst(const std::string& text, const Gloo& gloo) const {
  std::string result = text;
  exchanging([&] {
    std::vector<torch::Tensor> length{
        torch::full({1}, static_cast<std::int64_t>(text.size()), torch::kInt64)};
    gloo->broadcast(length)->wait();
    result.resize(static_cast<std::size_t>(length[0].item<std::int64_t>()));
    if (result.empty()) return;
    std::vector<torch::Tensor> bytes{torch::from_blob(result.data(), {std::ssize(result)}, torch::kUInt8)};
    gloo->broadcast(bytes)->wait();
  });
  return result;
}

void C10dGroup::inFirst(const std::function<void()>& work) {
  if (!isFirst()) {
    // The kind of the Error in one byte, and its message.
    const auto failure = textOfFirst({}, patient_);
    if (failure.empty()) return;
    throw Error(static_cast<ErrorKind>(failure[0]), "the first process: " + failure.substr(1));
  }
  try {
    work();
  } catch (...) {
    const auto error = errorFrom(std::current_exception());
    try {
      textOfFirst(static_cast<char>(error.kind()) + std::string(error.what()), patient_);
    } catch (const Error&) {  // nobody is left to be told
    }
    throw;
  }
  textOfFirst({}, patient_);
}

}  // namespace

std::unique_ptr<ProcessGroup> makeC10dGroup(const ProcessPlace& place, const std::string& device,
                                            const GroupOptions& options) {
  return std::make_unique<C10dGroup>(place, device, options);
}

}  // namespace pentimento

#else

namespace pentimento {

std::unique_ptr<ProcessGroup> makeC10dGroup(const ProcessPlace&, const std::string&, const GroupOptions&) {
  throw Error(
      ErrorKind::Unsupported,
      "this build trains in one process only: Gloo was missing when it was made (Debian: libgloo-dev)");
}

}  // namespace pentimento

#endif
