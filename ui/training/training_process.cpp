// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_process.h"

#include <signal.h>

#include <QFile>
#include <QProcess>

namespace pentimento {

namespace {

/// QProcess kills what it started when it goes; this one can also leave it alone.
class LeavingProcess : public QProcess {
 public:
  using QProcess::QProcess;
  void leave() {
    disconnect();
    setProcessState(NotRunning);
  }
};

class ChildProcess : public TrainingProcess {
 public:
  explicit ChildProcess(const QString& program) : program_(program) {
    connect(&process_, &QProcess::readyReadStandardOutput, this, [this] { readLines(); });
    connect(&process_, &QProcess::readyReadStandardError, this, [this] { readWords(); });
    connect(&process_, &QProcess::finished, this, [this](int status, QProcess::ExitStatus how) {
      readLines();
      readWords();
      Q_EMIT ended(how == QProcess::NormalExit ? status : -1, words_);
    });
    connect(&process_, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
      if (error == QProcess::FailedToStart) Q_EMIT ended(-1, process_.errorString());
    });
  }
  ~ChildProcess() override { process_.disconnect(); }

  void start(const QStringList& arguments) override { process_.start(program_, arguments); }
  void send(TrainingCommand command) override {
    process_.write(QByteArray::fromStdString(lineFor(command)) + '\n');
  }
  void freeze(bool frozen) override {
    if (process_.processId() > 0)
      ::kill(static_cast<pid_t>(process_.processId()), frozen ? SIGSTOP : SIGCONT);
  }
  void letGo() override {
    freeze(false);
    process_.waitForBytesWritten(1000);  // a last "stop" must arrive
    process_.leave();
  }

 private:
  void readLines() {
    while (process_.canReadLine() ||
           (process_.state() == QProcess::NotRunning && process_.bytesAvailable() > 0)) {
      process_.setReadChannel(QProcess::StandardOutput);
      const QByteArray line = process_.readLine();
      if (line.isEmpty()) break;
      const auto json = nlohmann::json::parse(line.begin(), line.end(), nullptr, false);
      if (json.is_object()) Q_EMIT said(json);
    }
  }
  void readWords() {
    for (const QByteArray& line : process_.readAllStandardError().split('\n'))
      if (!line.trimmed().isEmpty()) words_ = QString::fromUtf8(line.trimmed());
    const QString prefix = QStringLiteral("pentimento: ");
    if (words_.startsWith(prefix)) words_.remove(0, prefix.size());
  }

  QString program_, words_;
  LeavingProcess process_;
};

}  // namespace

std::unique_ptr<TrainingProcess> makeTrainingProcess(const QString& program) {
  return std::make_unique<ChildProcess>(
      program.isEmpty() ? QFile::symLinkTarget(QStringLiteral("/proc/self/exe")) : program);
}

}  // namespace pentimento
