// SPDX-License-Identifier: GPL-3.0-or-later
// Where references come from: dropped, browsed, kept; and what is said when they are of no use.
#include <QFile>
#include <QPushButton>
#include <QTabBar>

#include "tests/ui/makeup_test.h"

namespace pentimento {
namespace {

using test::colourPicture;
using test::greyRamp;
using test::madeFace;
using test::MakeupTest;
using test::channelStep;

const Face lentFace = madeFace({60, 60, 80, 80});

TEST_F(MakeupTest, DroppedOnThePanel) {
  openLeftFace();
  referenceHas({lentFace});
  dropOn(panel(), {20, 20}, *fileData(reference()));
  waitForLooks(1);
  EXPECT_EQ(edit().faces[0].face, model().faces()[0]);
  EXPECT_EQ(lookName(), QStringLiteral("reference.png"));
}

TEST_F(MakeupTest, DroppedOnAFaceItMakesUpThatFace) {
  openLeftFace();
  const QString opened = window->document().path();
  referenceHas({lentFace});
  dropOnPhoto(right, *fileData(reference()));
  waitForLooks(1);
  EXPECT_EQ(edit().faces[0].face, model().faces()[1]);
  EXPECT_EQ(model().selected(), 1);
  EXPECT_EQ(shown(left), before(left));
  EXPECT_NE(shown(right), before(right));
  EXPECT_EQ(window->document().path(), opened);
  EXPECT_TRUE(window->messages().text().contains(QStringLiteral("reference.png")));
}

TEST_F(MakeupTest, DroppedOnAFaceItCanStillBeOpened) {
  openLeftFace();
  const QString path = reference();
  referenceHas({lentFace});
  dropOnPhoto(left, *fileData(path));
  waitForLooks(1);
  QSignalSpy ended(&window->files(), &FileController::loadingEnded);
  find<QPushButton>("messageButton")->click();
  ASSERT_TRUE(ended.wait(5000));
  EXPECT_EQ(window->document().path(), path);
  EXPECT_EQ(dialogs.unsavedAsked, 0);  // the make-up was taken back
}

TEST_F(MakeupTest, DroppedBesideTheFacesItIsOpened) {
  openLeftFace();
  const QString path = reference();
  QSignalSpy ended(&window->files(), &FileController::loadingEnded);
  dropOnPhoto(outside, *fileData(path));
  ASSERT_TRUE(ended.wait(5000));
  EXPECT_EQ(window->document().path(), path);
  EXPECT_EQ(makeup->references, 0);
}

TEST_F(MakeupTest, SeveralFilesAreOpenedWhereverTheyAreDropped) {
  openLeftFace();
  QMimeData data;
  const QString a = reference(QStringLiteral("a.png"));
  data.setUrls({QUrl::fromLocalFile(a), QUrl::fromLocalFile(reference(QStringLiteral("b.png")))});
  QSignalSpy ended(&window->files(), &FileController::loadingEnded);
  dropOnPhoto(left, data);
  ASSERT_TRUE(ended.wait(5000));
  EXPECT_EQ(window->document().path(), a);
}

TEST_F(MakeupTest, ADragShowsTheFaceThatItWouldMakeUp) {
  openLeftFace();
  const auto data = fileData(reference());
  const auto dragTo = [&](const QPointF& photo) {
    const QPoint position = window->canvas().mapTo(window.get(), onCanvas(photo));
    QDragMoveEvent move(position, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(window.get(), &move);
    return canvasPicture();
  };
  QDragEnterEvent enter({5, 5}, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
  QCoreApplication::sendEvent(window.get(), &enter);
  const QImage none = canvasPicture();
  const QPoint edge = onCanvas({leftX, top + side / 2});
  EXPECT_NE(dragTo(left).pixelColor(edge), none.pixelColor(edge));
  EXPECT_EQ(dragTo(outside), none);
  dragTo(left);
  QDragLeaveEvent leave;
  QCoreApplication::sendEvent(window.get(), &leave);
  EXPECT_EQ(canvasPicture(), none);
}

TEST_F(MakeupTest, ABrowserSendsPictures) {
  openLeftFace();
  referenceHas({lentFace});
  QMimeData data;
  data.setUrls({QUrl(QStringLiteral("https://example.org/face.jpg"))});
  data.setImageData(plain(Qt::white));
  dropOn(panel(), {20, 20}, data);
  waitForLooks(1);
  EXPECT_EQ(lookName(), QStringLiteral("Dropped picture"));
  undo().undo();
  // Small ones come within their address.
  QByteArray png;
  QBuffer buffer(&png);
  ASSERT_TRUE(buffer.open(QIODevice::WriteOnly));
  plain(Qt::white).save(&buffer, "png");
  QMimeData inside;
  inside.setUrls({QUrl(QStringLiteral("data:image/png;base64,") + QString::fromLatin1(png.toBase64()))});
  dropOnPhoto(left, inside);
  waitForLooks(1);
  undo().undo();
  QMimeData address;
  address.setUrls({QUrl(QStringLiteral("https://example.org/face.jpg"))});
  dropOn(panel(), {20, 20}, address);
  EXPECT_TRUE(window->messages().text().contains(QStringLiteral("address")));
}

TEST_F(MakeupTest, BrowsedReferencesAreRememberedAndTakenAgain) {
  openLeftFace();
  referenceHas({lentFace});
  dialogs.reference = reference(QStringLiteral("first.png"));
  action(ActionId::OpenLook)->trigger();
  waitForLooks(1);
  take(reference(QStringLiteral("second.png"), Qt::black));
  ASSERT_TRUE(QTest::qWaitFor([&] { return lookName() == QStringLiteral("second.png"); }, 5000));
  // Another window, another day.
  faces->set({madeFace({leftX, top, side, side}), madeFace({rightX, top, 100, 100}, 30)});
  window = std::make_unique<MainWindow>(settings, dialogs, engines());
  window->show();
  openLeftFace();
  referenceHas({lentFace});
  find<QTabBar>("lookRows")->setCurrentIndex(0);
  auto& list = pictures("lookPictures");
  ASSERT_EQ(list.count(), 2);
  EXPECT_EQ(list.item(0)->data(Qt::AccessibleTextRole).toString(), QStringLiteral("second.png"));
  list.setFocus();
  list.setCurrentRow(1);
  QTest::keyClick(&list, Qt::Key_Return);
  waitForLooks(1);
  EXPECT_EQ(lookName(), QStringLiteral("first.png"));
  EXPECT_EQ(list.item(0)->data(Qt::AccessibleTextRole).toString(), QStringLiteral("first.png"));
  // What was deleted is not offered, and a row can be tidied.
  QFile::remove(folder.filePath(QStringLiteral("second.png")));
  list.setCurrentRow(0);
  QTest::keyClick(&list, Qt::Key_Delete);
  EXPECT_EQ(list.count(), 0);
  EXPECT_EQ(edit().faces.size(), 1U);
}

TEST_F(MakeupTest, APictureTakenAgainLendsTheFaceThatWasChosen) {
  openLeftFace();
  const QString path = reference(), other = reference(QStringLiteral("other.png"), Qt::black);
  const Face small = madeFace({10, 80, 30, 30}), large = madeFace({110, 60, 60, 60});
  const auto takeAnew = [&](const QString& picture) {
    window->makeup().looks().takeOff();
    take(picture);
  };
  const auto lent = [&] { return edit().faces.at(0).look.index; };
  referenceHas({large, small});
  take(path);
  EXPECT_EQ(lent(), 0U);
  window->makeup().looks().chooseFace(1);
  takeAnew(path);
  EXPECT_EQ(lent(), 1U);
  takeAnew(other);
  EXPECT_EQ(lent(), 0U) << "another picture's largest";
  referenceHas({large});
  takeAnew(path);
  EXPECT_EQ(lent(), 0U) << "it has no second face any more";
}

TEST_F(MakeupTest, FavouritesAreKeptAlsoWithoutAFile) {
  qputenv("XDG_DATA_HOME", folder.path().toUtf8());
  openLeftFace();
  referenceHas({lentFace});
  EXPECT_FALSE(action(ActionId::FavouriteLook)->isEnabled());
  take(reference());
  EXPECT_FALSE(action(ActionId::FavouriteLook)->isChecked());
  action(ActionId::FavouriteLook)->trigger();
  window->makeup().take(plain(Qt::black));
  ASSERT_TRUE(QTest::qWaitFor([&] { return lookName() == QStringLiteral("Dropped picture"); }, 5000));
  EXPECT_FALSE(action(ActionId::FavouriteLook)->isChecked());
  action(ActionId::FavouriteLook)->trigger();
  EXPECT_TRUE(action(ActionId::FavouriteLook)->isChecked());
  using Row = LookShelf::Row;
  const LookShelf later(settings);
  ASSERT_EQ(later.entries(Row::Favourites).size(), 2);
  const QImage kept(later.entries(Row::Favourites)[0].path);
  EXPECT_EQ(kept.pixelColor(50, 50), QColor(Qt::black));
  EXPECT_EQ(later.entries(Row::Recent).size(), 1);
  find<QTabBar>("lookRows")->setCurrentIndex(1);
  EXPECT_EQ(pictures("lookPictures").count(), 2);
  action(ActionId::FavouriteLook)->trigger();
  EXPECT_EQ(pictures("lookPictures").count(), 1);
  EXPECT_EQ(LookShelf(settings).row(), Row::Favourites);
  qunsetenv("XDG_DATA_HOME");
}

TEST_F(MakeupTest, BundledReferencesSayWhereTheyComeFrom) {
  const auto bundled = window->makeup().shelf().entries(LookShelf::Row::Bundled);
  ASSERT_FALSE(bundled.isEmpty());
  for (const auto& entry : bundled) {
    EXPECT_TRUE(QFile::exists(entry.path));
    EXPECT_FALSE(entry.title.isEmpty());
    EXPECT_FALSE(entry.source.isEmpty());
  }
  openLeftFace();
  auto& list = pictures("lookPictures");
  ASSERT_EQ(list.count(), bundled.size());
  EXPECT_TRUE(list.item(0)->toolTip().contains(bundled[0].source));
  list.setCurrentRow(0);
  QTest::keyClick(&list, Qt::Key_Delete);
  EXPECT_EQ(list.count(), bundled.size());
}

TEST_F(MakeupTest, AReferenceOfNoUseIsToldAndNothingIsLost) {
  openLeftFace();
  referenceHas({lentFace});
  take(reference());
  const MakeupEdit before = edit();
  const QString damaged = folder.filePath(QStringLiteral("damaged.png"));
  QFile file(damaged);
  ASSERT_TRUE(file.open(QIODevice::WriteOnly));
  file.write("\x89PNG\r\n\x1a\n no more of it");
  file.close();
  dropOn(panel(), {20, 20}, *fileData(damaged));
  ASSERT_TRUE(waitForMessage(QStringLiteral("damaged.png")));
  EXPECT_EQ(window->messages().kind(), MessageBar::Kind::Error);
  window->makeup().take(folder.filePath(QStringLiteral("gone.png")));
  ASSERT_TRUE(waitForMessage(QStringLiteral("gone.png")));
  referenceHas({});
  window->makeup().take(reference(QStringLiteral("landscape.png")));
  ASSERT_TRUE(waitForMessage(QStringLiteral("landscape.png: no face")));
  EXPECT_TRUE(edit() == before);
  EXPECT_EQ(lookName(), QStringLiteral("reference.png"));
  EXPECT_EQ(window->makeup().shelf().entries(LookShelf::Row::Recent).size(), 1);
  // On the photo it may have been meant to be opened.
  dropOnPhoto(left, *fileData(reference(QStringLiteral("scene.png"))));
  ASSERT_TRUE(waitForMessage(QStringLiteral("scene.png: no face")));
  EXPECT_TRUE(find<QPushButton>("messageButton")->isVisible());
}

TEST_F(MakeupTest, APhotoWithoutAFaceIsTold) {
  faces->set({});
  openFacesPhoto(greyRamp(300, 300));
  auto* news = find<QLabel>("makeupNews");
  EXPECT_TRUE(news->text().contains(QStringLiteral("No face")));
  referenceHas({lentFace});
  window->makeup().take(reference());
  ASSERT_TRUE(waitForMessage(QStringLiteral("no face to make up")));
  EXPECT_TRUE(edit().faces.empty());
}

TEST_F(MakeupTest, WithoutAModelOneIsToldAndDropsOpenPhotos) {
  makeup->fail(Error(ErrorKind::NotFound, "no model for makeup"));
  openLeftFace();
  auto* news = find<QLabel>("makeupNews");
  ASSERT_TRUE(
      QTest::qWaitFor([&] { return news->text().contains(QStringLiteral("no model for makeup")); }, 5000));
  EXPECT_FALSE(action(ActionId::OpenLook)->isEnabled());
  const QString path = reference();
  QSignalSpy ended(&window->files(), &FileController::loadingEnded);
  dropOnPhoto(left, *fileData(path));
  ASSERT_TRUE(ended.wait(5000));
  EXPECT_EQ(window->document().path(), path);
  // Once it is installed, the next photo finds it.
  makeup->fail({});
  openLeftFace();
  ASSERT_TRUE(QTest::qWaitFor([&] { return action(ActionId::OpenLook)->isEnabled(); }, 5000));
  EXPECT_FALSE(news->isVisible());
}

TEST_F(MakeupTest, AnAnswerAboutAReplacedPhotoIsDropped) {
  openLeftFace();
  faces->closeGate();
  window->makeup().take(reference());
  open(save(greyRamp(300, 200), QStringLiteral("other.png")));
  faces->openGate();
  waitForFaces();
  window->jobs().waitUntilIdle();
  QTest::qWait(20);
  EXPECT_TRUE(edit().faces.empty());
  EXPECT_EQ(makeup->references, 0);
}

}  // namespace
}  // namespace pentimento
