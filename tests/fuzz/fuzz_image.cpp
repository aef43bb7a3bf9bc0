// SPDX-License-Identifier: GPL-3.0-or-later
// Damaged pictures of every format: decodePhoto gives a picture or an Error, and takes neither minutes nor
// gigabytes.
#include <stdexcept>

#include "core/image/image_io.h"
#include "tests/fuzz/harness.h"
#include "tests/support/sample_photos.h"
#include "tests/support/temporary_folder.h"

using namespace pentimento;

namespace {

using Corpus = std::vector<fuzz::Bytes>;

/// Every sample, and of each format a larger picture with metadata, as the program itself writes them.
Corpus makeCorpus() {
  Corpus corpus;
  for (const std::string& file : test::allSamples()) corpus.push_back(test::sampleBytes(file));
  const test::TemporaryFolder folder;
  for (const char* file : {"a.jpg", "a.png", "a.tif", "a.webp"}) {
    writePhoto(folder / file, test::noisyPhoto(40, 30), {.history = "made to be damaged"});
    const std::string bytes = test::readBytes(folder / file);
    corpus.emplace_back(bytes.begin(), bytes.end());
  }
  return corpus;
}

fuzz::Bytes damaged(const Corpus& corpus, fuzz::Random& random) {
  fuzz::Bytes bytes = corpus[fuzz::below(random, corpus.size())];
  if (fuzz::below(random, 8) == 0)
    bytes = fuzz::splice(bytes, corpus[fuzz::below(random, corpus.size())], random);
  for (std::size_t count = 1 + fuzz::below(random, 6); count > 0; --count) fuzz::mutateBytes(bytes, random);
  return bytes;
}

void decode(const fuzz::Bytes& bytes, const std::string& name) {
  const Photo photo = decodePhoto(bytes, name);
  const cv::Size size = photo.image.mat().size();
  if (size.area() < 1 || photo.image.channels() != 3) throw std::logic_error("a picture without RGB pixels");
  if (photo.alpha && (photo.alpha->mat().size() != size || photo.alpha->depth() != photo.image.depth())) {
    throw std::logic_error("alpha does not fit the picture");
  }
}

}  // namespace

int main(int argc, char** argv) {
  const Corpus corpus = makeCorpus();
  return fuzz::run(argc, argv, {[&](fuzz::Random& random) { return damaged(corpus, random); }, decode});
}
