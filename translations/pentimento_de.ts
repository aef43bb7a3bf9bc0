<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>&amp;Paste as photo</source>
        <translation>Als Foto e&amp;infügen</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Colour &amp;hint</source>
        <translation>&amp;Farbhinweis</translation>
    </message>
    <message>
        <source>&amp;Move the view</source>
        <translation>&amp;Ansicht verschieben</translation>
    </message>
    <message>
        <source>&amp;Take a colour from the photo</source>
        <translation>Farbe aus dem Foto &amp;aufnehmen</translation>
    </message>
    <message>
        <source>&amp;Colourise</source>
        <translation>&amp;Kolorieren</translation>
    </message>
    <message>
        <source>&amp;Place a hint in the middle</source>
        <translation>Hinweis in die &amp;Mitte setzen</translation>
    </message>
    <message>
        <source>&amp;Delete the hint</source>
        <translation>Hinweis &amp;löschen</translation>
    </message>
    <message>
        <source>&amp;Remove all hints</source>
        <translation>Alle Hinweise &amp;entfernen</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>&amp;Fit in the window</source>
        <translation>Ins &amp;Fenster einpassen</translation>
    </message>
    <message>
        <source>&amp;Actual size</source>
        <translation>&amp;Originalgröße</translation>
    </message>
    <message>
        <source>Only the &amp;result</source>
        <translation>Nur das &amp;Ergebnis</translation>
    </message>
    <message>
        <source>&amp;Wipe between before and after</source>
        <translation>Vorher und nachher mit &amp;Trennlinie</translation>
    </message>
    <message>
        <source>Before and after &amp;side by side</source>
        <translation>Vorher und nachher &amp;nebeneinander</translation>
    </message>
    <message>
        <source>Show the &amp;original (hold \)</source>
        <translation>&amp;Original zeigen (\ halten)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>&amp;Keyboard and mouse</source>
        <translation>&amp;Tastatur und Maus</translation>
    </message>
    <message>
        <source>&amp;About Pentimento</source>
        <translation>Ü&amp;ber Pentimento</translation>
    </message>
    <message>
        <source>&amp;Box around a face</source>
        <translation>&amp;Rahmen um ein Gesicht</translation>
    </message>
    <message>
        <source>Find &amp;faces</source>
        <translation>&amp;Gesichter suchen</translation>
    </message>
    <message>
        <source>Delete the face &amp;box</source>
        <translation>Gesichts&amp;rahmen löschen</translation>
    </message>
    <message>
        <source>Face bo&amp;xes</source>
        <translation>Gesichts&amp;rahmen</translation>
    </message>
    <message>
        <source>Face &amp;landmarks</source>
        <translation>&amp;Landmarken der Gesichter</translation>
    </message>
    <message>
        <source>Face label &amp;map</source>
        <translation>&amp;Regionen der Gesichter</translation>
    </message>
    <message>
        <source>&amp;Paint a face&apos;s mask</source>
        <translation>Maske eines Gesichts &amp;malen</translation>
    </message>
    <message>
        <source>&amp;Regenerate what is painted</source>
        <translation>Gemaltes &amp;neu erzeugen</translation>
    </message>
    <message>
        <source>Mask &amp;brush</source>
        <translation>Masken&amp;pinsel</translation>
    </message>
    <message>
        <source>Mask &amp;eraser: back to what was seen</source>
        <translation>Masken&amp;radierer: zurück zum Erkannten</translation>
    </message>
    <message>
        <source>&amp;Fill a region of the mask</source>
        <translation>Region der Maske &amp;füllen</translation>
    </message>
    <message>
        <source>Take a &amp;class from the mask</source>
        <translation>&amp;Klasse aus der Maske aufnehmen</translation>
    </message>
    <message>
        <source>Paint &amp;both sides of the face</source>
        <translation>&amp;Beide Gesichtshälften malen</translation>
    </message>
    <message>
        <source>Sma&amp;ller brush</source>
        <translation>K&amp;leinerer Pinsel</translation>
    </message>
    <message>
        <source>Lar&amp;ger brush</source>
        <translation>&amp;Größerer Pinsel</translation>
    </message>
    <message>
        <source>Painted &amp;mask</source>
        <translation>Gemalte &amp;Maske</translation>
    </message>
    <message>
        <source>Mask &amp;alone</source>
        <translation>Nur die M&amp;aske</translation>
    </message>
    <message>
        <source>Regenerate the &amp;whole face</source>
        <translation>&amp;Ganzes Gesicht neu erzeugen</translation>
    </message>
    <message>
        <source>Re&amp;set the mask</source>
        <translation>Maske &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Import a mask…</source>
        <translation>Maske &amp;importieren …</translation>
    </message>
    <message>
        <source>E&amp;xport the mask…</source>
        <translation>Maske e&amp;xportieren …</translation>
    </message>
    <message>
        <source>Change &amp;attributes</source>
        <translation>&amp;Attribute ändern</translation>
    </message>
    <message>
        <source>&amp;Reset all</source>
        <translation>Alle zu&amp;rücksetzen</translation>
    </message>
    <message>
        <source>What attri&amp;butes change</source>
        <translation>Was Attri&amp;bute ändern</translation>
    </message>
    <message>
        <source>E&amp;xport the residual…</source>
        <translation>Residuum e&amp;xportieren …</translation>
    </message>
    <message>
        <source>&amp;Erase what attributes change</source>
        <translation>Änderungen der Attribute &amp;radieren</translation>
    </message>
    <message>
        <source>Br&amp;ing back what was erased</source>
        <translation>Radiertes zurückh&amp;olen</translation>
    </message>
    <message>
        <source>Put on &amp;make-up</source>
        <translation>Make-up &amp;auftragen</translation>
    </message>
    <message>
        <source>Take make-up from a &amp;picture…</source>
        <translation>Make-up aus einem &amp;Bild nehmen …</translation>
    </message>
    <message>
        <source>Keep the picture as a &amp;favourite</source>
        <translation>Bild als &amp;Favorit behalten</translation>
    </message>
    <message>
        <source>&amp;Take the make-up off</source>
        <translation>Ab&amp;schminken</translation>
    </message>
    <message>
        <source>Teach it on your &amp;own photos…</source>
        <translation>An &amp;eigenen Fotos lernen lassen …</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>Speichern &amp;unter …</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>This file cannot be read</source>
        <translation>Diese Datei ist nicht lesbar</translation>
    </message>
    <message>
        <source>This is not supported</source>
        <translation>Das wird nicht unterstützt</translation>
    </message>
    <message>
        <source>That does not fit</source>
        <translation>Das passt nicht</translation>
    </message>
    <message>
        <source>There is not enough memory</source>
        <translation>Der Speicher reicht nicht</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Something went wrong inside Pentimento</source>
        <translation>In Pentimento ist etwas schiefgegangen</translation>
    </message>
    <message>
        <source>Nothing was saved, an existing file is unchanged</source>
        <translation>Nichts wurde gespeichert, eine vorhandene Datei ist unverändert</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>A file name is needed.</source>
        <translation>Es fehlt ein Dateiname.</translation>
    </message>
    <message>
        <source>This is the opened photo itself. It is never overwritten: choose another name.</source>
        <translation>Das ist das geöffnete Foto selbst. Es wird nie überschrieben: bitte einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>The name must end in .jpg, .png, .tif or .webp.</source>
        <translation>Der Name muss auf .jpg, .png, .tif oder .webp enden.</translation>
    </message>
    <message>
        <source>This folder does not exist.</source>
        <translation>Diesen Ordner gibt es nicht.</translation>
    </message>
    <message>
        <source>This folder cannot be written to.</source>
        <translation>In diesen Ordner kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>This is a folder.</source>
        <translation>Das ist ein Ordner.</translation>
    </message>
    <message>
        <source>pasted</source>
        <translation>eingefuegt</translation>
    </message>
    <message>
        <source>The name of a project must end in .ora.</source>
        <translation>Der Name eines Projekts muss auf .ora enden.</translation>
    </message>
</context>
<context>
    <name>Faces</name>
    <message>
        <source>Background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>Skin</source>
        <translation>Haut</translation>
    </message>
    <message>
        <source>Nose</source>
        <translation>Nase</translation>
    </message>
    <message>
        <source>Glasses</source>
        <translation>Brille</translation>
    </message>
    <message>
        <source>Left eye</source>
        <translation>Linkes Auge</translation>
    </message>
    <message>
        <source>Right eye</source>
        <translation>Rechtes Auge</translation>
    </message>
    <message>
        <source>Left brow</source>
        <translation>Linke Braue</translation>
    </message>
    <message>
        <source>Right brow</source>
        <translation>Rechte Braue</translation>
    </message>
    <message>
        <source>Left ear</source>
        <translation>Linkes Ohr</translation>
    </message>
    <message>
        <source>Right ear</source>
        <translation>Rechtes Ohr</translation>
    </message>
    <message>
        <source>Mouth</source>
        <translation>Mund</translation>
    </message>
    <message>
        <source>Upper lip</source>
        <translation>Oberlippe</translation>
    </message>
    <message>
        <source>Lower lip</source>
        <translation>Unterlippe</translation>
    </message>
    <message>
        <source>Hair</source>
        <translation>Haar</translation>
    </message>
    <message>
        <source>Hat</source>
        <translation>Hut</translation>
    </message>
    <message>
        <source>Earring</source>
        <translation>Ohrring</translation>
    </message>
    <message>
        <source>Necklace</source>
        <translation>Halskette</translation>
    </message>
    <message>
        <source>Neck</source>
        <translation>Hals</translation>
    </message>
    <message>
        <source>Clothing</source>
        <translation>Kleidung</translation>
    </message>
    <message>
        <source>profile to the right</source>
        <translation>Profil nach rechts</translation>
    </message>
    <message>
        <source>profile to the left</source>
        <translation>Profil nach links</translation>
    </message>
    <message>
        <source>turned right</source>
        <translation>nach rechts gedreht</translation>
    </message>
    <message>
        <source>turned left</source>
        <translation>nach links gedreht</translation>
    </message>
    <message>
        <source>looks up</source>
        <translation>blickt nach oben</translation>
    </message>
    <message>
        <source>looks down</source>
        <translation>blickt nach unten</translation>
    </message>
    <message>
        <source>frontal</source>
        <translation>frontal</translation>
    </message>
    <message>
        <source>Beard</source>
        <translation>Bart</translation>
    </message>
    <message>
        <source>Smile</source>
        <translation>Lächeln</translation>
    </message>
    <message>
        <source>Open mouth</source>
        <translation>Offener Mund</translation>
    </message>
    <message>
        <source>Young</source>
        <translation>Jung</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>Männlich</translation>
    </message>
    <message>
        <source>Lips</source>
        <translation>Lippen</translation>
    </message>
    <message>
        <source>Eyes</source>
        <translation>Augen</translation>
    </message>
    <message>
        <source>Brows</source>
        <translation>Brauen</translation>
    </message>
    <message>
        <source>Make-up</source>
        <translation>Make-up</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>About Pentimento</source>
        <translation>Über Pentimento</translation>
    </message>
    <message>
        <source>A photo editor for faces that runs on your own machine.</source>
        <translation>Ein Fotoeditor für Gesichter, der auf dem eigenen Rechner läuft.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public Licence, version 3 or later. It comes without any warranty.</source>
        <translation>Freie Software unter der GNU General Public License, Version 3 oder später. Ohne jede Gewährleistung.</translation>
    </message>
    <message>
        <source>Keyboard and mouse</source>
        <translation>Tastatur und Maus</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Key or mouse</source>
        <translation>Taste oder Maus</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>Zoomen am Mauszeiger</translation>
    </message>
    <message>
        <source>Wheel, pinch</source>
        <translation>Mausrad, zwei Finger</translation>
    </message>
    <message>
        <source>Move the view</source>
        <translation>Ansicht verschieben</translation>
    </message>
    <message>
        <source>Middle button, or Space and left button, arrow keys</source>
        <translation>Mittlere Taste oder Leertaste mit linker Taste, Pfeiltasten</translation>
    </message>
    <message>
        <source>See the original</source>
        <translation>Original sehen</translation>
    </message>
    <message>
        <source>Hold \</source>
        <translation>\ halten</translation>
    </message>
    <message>
        <source>Place or select a hint</source>
        <translation>Hinweis setzen oder auswählen</translation>
    </message>
    <message>
        <source>Click; Enter places one in the middle</source>
        <translation>Klick; die Eingabetaste setzt einen in die Mitte</translation>
    </message>
    <message>
        <source>Move the selected hint</source>
        <translation>Gewählten Hinweis verschieben</translation>
    </message>
    <message>
        <source>Drag; arrow keys, with Shift ten pixels</source>
        <translation>Ziehen; Pfeiltasten, mit Umschalt zehn Pixel</translation>
    </message>
    <message>
        <source>Delete the selected hint</source>
        <translation>Gewählten Hinweis löschen</translation>
    </message>
    <message>
        <source>Draw a box around a face</source>
        <translation>Rahmen um ein Gesicht ziehen</translation>
    </message>
    <message>
        <source>Drag; Enter begins one in the middle, arrow keys move it, with Shift resize it, Enter takes it</source>
        <translation>Ziehen; Eingabe beginnt einen in der Mitte, Pfeiltasten verschieben, mit Umschalt Größe, Eingabe übernimmt</translation>
    </message>
    <message>
        <source>Size of the mask brush</source>
        <translation>Größe des Maskenpinsels</translation>
    </message>
    <message>
        <source>[ and ], Ctrl and wheel; a pen&apos;s pressure scales it</source>
        <translation>[ und ], Strg und Mausrad; der Druck eines Stifts ändert sie</translation>
    </message>
    <message>
        <source>Take the class under the pointer</source>
        <translation>Klasse unter dem Zeiger aufnehmen</translation>
    </message>
    <message>
        <source>Alt and click with the mask brush</source>
        <translation>Alt und Klick mit dem Maskenpinsel</translation>
    </message>
</context>
<context>
    <name>Project</name>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Regenerated faces</source>
        <translation>Neu erzeugte Gesichter</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>Attribute</translation>
    </message>
    <message>
        <source>Make-up</source>
        <translation>Make-up</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
</context>
<context>
    <name>QColorDialog</name>
    <message>
        <source>Colour of the hint</source>
        <translation>Farbe des Hinweises</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>Pictures (%1);;All files (*)</source>
        <translation>Bilder (%1);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open a photo</source>
        <translation>Foto öffnen</translation>
    </message>
    <message>
        <source>Open a reference picture</source>
        <translation>Vorlage öffnen</translation>
    </message>
    <message>
        <source>Import a mask</source>
        <translation>Maske importieren</translation>
    </message>
    <message>
        <source>Masks (*.png);;All files (*)</source>
        <translation>Masken (*.png);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Export the mask</source>
        <translation>Maske exportieren</translation>
    </message>
    <message>
        <source>Masks (*.png)</source>
        <translation>Masken (*.png)</translation>
    </message>
    <message>
        <source>Export the residual</source>
        <translation>Residuum exportieren</translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>PNG-Bilder (*.png)</translation>
    </message>
    <message>
        <source>Add photos</source>
        <translation>Fotos hinzufügen</translation>
    </message>
    <message>
        <source>Add a folder of photos</source>
        <translation>Ordner mit Fotos hinzufügen</translation>
    </message>
    <message>
        <source>Pictures and projects (%1);;Projects (*.ora);;All files (*)</source>
        <translation>Bilder und Projekte (%1);;Projekte (*.ora);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save the project</source>
        <translation>Projekt speichern</translation>
    </message>
    <message>
        <source>Projects (*.ora)</source>
        <translation>Projekte (*.ora)</translation>
    </message>
</context>
<context>
    <name>QMessageBox</name>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren …</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Verwerfen</translation>
    </message>
    <message>
        <source>Training goes on: %1.</source>
        <translation>Das Training läuft noch: %1.</translation>
    </message>
    <message>
        <source>It can go on without the editor, which tells at its next start how it ended.</source>
        <translation>Es kann ohne das Programm weiterlaufen; beim nächsten Start steht da, wie es ausging.</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>&amp;Stop it</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>The changes to %1 have not been saved.</source>
        <translation>Die Änderungen an %1 wurden nicht gespeichert.</translation>
    </message>
    <message>
        <source>Save keeps the photo with all its edits, to go on another day. Export writes the finished picture.</source>
        <translation>Speichern bewahrt das Foto mit allen Bearbeitungen auf, um ein andermal weiterzumachen. Exportieren schreibt das fertige Bild.</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Pentimento ended before your work was saved.</source>
        <translation>Pentimento wurde beendet, bevor die Arbeit gespeichert war.</translation>
    </message>
    <message>
        <source>It was kept:</source>
        <translation>Sie wurde aufbewahrt:</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>&amp;Delete it</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Ask &amp;later</source>
        <translation>S&amp;päter fragen</translation>
    </message>
</context>
<context>
    <name>Swatches</name>
    <message>
        <source>Skin</source>
        <translation>Haut</translation>
    </message>
    <message>
        <source>Hair</source>
        <translation>Haar</translation>
    </message>
    <message>
        <source>Lips</source>
        <translation>Lippen</translation>
    </message>
    <message>
        <source>Sky</source>
        <translation>Himmel</translation>
    </message>
    <message>
        <source>Foliage</source>
        <translation>Laub</translation>
    </message>
    <message>
        <source>Cloth</source>
        <translation>Stoff</translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>Looks like %1</source>
        <translation>Sieht aus wie %1</translation>
    </message>
    <message>
        <source>Colours for black-and-white photos</source>
        <translation>Farben für Schwarzweißfotos</translation>
    </message>
    <message>
        <source>Colour photos that look as your old ones might have: the same places, people, clothes.</source>
        <translation>Farbfotos, die aussehen, wie die alten ausgesehen haben könnten: dieselben Orte, Menschen, Kleider.</translation>
    </message>
    <message>
        <source>Not begun</source>
        <translation>Nicht begonnen</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Beginnt</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Pausing</source>
        <translation>Hält inne</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Wird angehalten</translation>
    </message>
    <message>
        <source>Running in the background</source>
        <translation>Läuft im Hintergrund</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1, step %2 of %3</source>
        <translation>%1, Schritt %2 von %3</translation>
    </message>
    <message>
        <source>less than a minute</source>
        <translation>weniger als eine Minute</translation>
    </message>
    <message>
        <source>about %1 min</source>
        <translation>etwa %1 Min.</translation>
    </message>
    <message>
        <source>about %1 h</source>
        <translation>etwa %1 Std.</translation>
    </message>
    <message>
        <source>about %1 days</source>
        <translation>etwa %1 Tage</translation>
    </message>
    <message>
        <source>On the validation photos its error is %1 % lower than that of the model it began from.</source>
        <translation>Auf den Prüffotos ist der Fehler %1 % kleiner als beim Ausgangsmodell.</translation>
    </message>
    <message>
        <source>On the validation photos its error is still %1 % higher than that of the model it began from.</source>
        <translation>Auf den Prüffotos ist der Fehler noch %1 % größer als beim Ausgangsmodell.</translation>
    </message>
    <message>
        <source>On the validation photos it is as good as the model it began from.</source>
        <translation>Auf den Prüffotos ist es so gut wie das Ausgangsmodell.</translation>
    </message>
    <message>
        <source>Deleted: %1 copied photos, %2 samples, %3 checkpoints (%4).</source>
        <translation>Gelöscht: %1 kopierte Fotos, %2 Proben, %3 Zwischenstände (%4).</translation>
    </message>
    <message>
        <source>And the models made of them: %1.</source>
        <translation>Und die daraus entstandenen Modelle: %1.</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Grey: there are no colours to learn</source>
        <translation>Grau: keine Farben zu lernen</translation>
    </message>
    <message>
        <source>Small: %1 × %2 pixels</source>
        <translation>Klein: %1 × %2 Pixel</translation>
    </message>
    <message>
        <source>Blurred</source>
        <translation>Unscharf</translation>
    </message>
    <message>
        <source>No face was found</source>
        <translation>Kein Gesicht gefunden</translation>
    </message>
    <message>
        <source>Hardly any face is to be seen</source>
        <translation>Vom Gesicht ist kaum etwas zu sehen</translation>
    </message>
    <message>
        <source>Faces painted anew</source>
        <translation>Neu erzeugte Gesichter</translation>
    </message>
    <message>
        <source>Photos of the faces that you paint on: the same people, in many poses and lights. Each face in them is learnt with its label map: where it does not fit, a double click on the face corrects it.</source>
        <translation>Fotos der Gesichter, an denen gemalt wird: dieselben Menschen in vielen Haltungen und Lichtern. Jedes Gesicht wird mit seinen Regionen gelernt: Wo sie nicht passen, berichtigt sie ein Doppelklick auf das Gesicht.</translation>
    </message>
    <message>
        <source>Label maps of faces</source>
        <translation>Regionen von Gesichtern</translation>
    </message>
    <message>
        <source>Photos of faces in which the program takes parts for something else, hats for hair or a scarf for skin: a double click on a face corrects its label map. Faces that are right already keep it from forgetting.</source>
        <translation>Fotos von Gesichtern, in denen das Programm etwas verwechselt, Hüte mit Haar oder ein Tuch mit Haut: Ein Doppelklick auf ein Gesicht berichtigt seine Regionen. Gesichter, bei denen schon alles stimmt, bewahren es vor dem Vergessen.</translation>
    </message>
    <message>
        <source>Trying a few steps</source>
        <translation>Probiert ein paar Schritte</translation>
    </message>
    <message>
        <source>%1 for %2 steps, %3 of %4 memory.</source>
        <translation>%1 für %2 Schritte, %3 von %4 Speicher.</translation>
    </message>
    <message>
        <source>%1 of the graphics card&apos;s memory.</source>
        <translation>%1 vom Speicher der Grafikkarte.</translation>
    </message>
    <message>
        <source>It learns from %1 at a time instead of %2: there is not enough memory for more.</source>
        <translation>Es lernt von %1 auf einmal statt von %2: Für mehr reicht der Speicher nicht.</translation>
    </message>
    <message>
        <source>Photos of faces that have it, and of others that do not, in many poses and lights. What the program sees stands under each face; where it is wrong or in doubt, say it with the buttons below.</source>
        <translation>Fotos von Gesichtern, die es haben, und von anderen ohne, in vielen Haltungen und Lichtern. Was das Programm sieht, steht unter jedem Gesicht; wo es irrt oder zweifelt, sagen es die Knöpfe darunter.</translation>
    </message>
    <message>
        <source>Slider: %1</source>
        <translation>Regler: %1</translation>
    </message>
    <message>
        <source>Photos of faces with make-up, in the looks that you want, and of faces without any, in many poses and lights. What the program sees stands under each face; where it is wrong or in doubt, say it with the buttons below.</source>
        <translation>Fotos von geschminkten Gesichtern, so wie sie aussehen sollen, und von ungeschminkten, in vielen Haltungen und Lichtern. Was das Programm sieht, steht unter jedem Gesicht; wo es irrt oder zweifelt, sagen es die Knöpfe darunter.</translation>
    </message>
    <message>
        <source>Make-up</source>
        <translation>Make-up</translation>
    </message>
    <message>
        <source>%1: in doubt</source>
        <translation>%1: unsicher</translation>
    </message>
    <message>
        <source>%1: yes</source>
        <translation>%1: ja</translation>
    </message>
    <message>
        <source>%1: no</source>
        <translation>%1: nein</translation>
    </message>
</context>
<context>
    <name>pentimento::AttributeRow</name>
    <message>
        <source>Double click: back to 0</source>
        <translation>Doppelklick: zurück auf 0</translation>
    </message>
</context>
<context>
    <name>pentimento::AttributesController</name>
    <message>
        <source>Nothing is changed here that could be erased. Move a slider first.</source>
        <translation>Hier ist nichts geändert, das sich radieren ließe. Bewegen Sie erst einen Regler.</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Gespeichert als %1.</translation>
    </message>
</context>
<context>
    <name>pentimento::AttributesPanel</name>
    <message>
        <source>Change &amp;attributes</source>
        <translation>&amp;Attribute ändern</translation>
    </message>
    <message>
        <source>What is changed</source>
        <translation>Was geändert wird</translation>
    </message>
    <message>
        <source>Show the &amp;residual alone</source>
        <translation>Nur das &amp;Residuum zeigen</translation>
    </message>
    <message>
        <source>No model for any attribute is installed.</source>
        <translation>Für kein Attribut ist ein Modell installiert.</translation>
    </message>
    <message>
        <source>No face to change: find faces, or draw a box around one.</source>
        <translation>Kein Gesicht zum Ändern: Suchen Sie Gesichter oder ziehen Sie einen Rahmen um eines.</translation>
    </message>
    <message>
        <source>There is no face to change.</source>
        <translation>Es gibt kein Gesicht zum Ändern.</translation>
    </message>
    <message>
        <source>No model for this attribute is installed.</source>
        <translation>Für dieses Attribut ist kein Modell installiert.</translation>
    </message>
</context>
<context>
    <name>pentimento::BoxTool</name>
    <message>
        <source>This box is only %1 pixels wide. A face needs at least %2 pixels.</source>
        <translation>Dieser Rahmen ist nur %1 Pixel breit. Ein Gesicht braucht mindestens %2 Pixel.</translation>
    </message>
    <message>
        <source>This box lies beside the photo. Draw it around a face.</source>
        <translation>Dieser Rahmen liegt neben dem Foto. Ziehen Sie ihn um ein Gesicht.</translation>
    </message>
</context>
<context>
    <name>pentimento::BrushSize</name>
    <message>
        <source>Size of the brush</source>
        <translation>Größe des Pinsels</translation>
    </message>
    <message>
        <source>Size of the brush ([ and ], or Ctrl and the wheel)</source>
        <translation>Größe des Pinsels ([ und ] oder Strg und Mausrad)</translation>
    </message>
    <message>
        <source>Si&amp;ze</source>
        <translation>Grö&amp;ße</translation>
    </message>
</context>
<context>
    <name>pentimento::CanvasView</name>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>The open photo. Plus and minus zoom, the arrow keys move.</source>
        <translation>Das geöffnete Foto. Plus und Minus zoomen, die Pfeiltasten verschieben.</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
</context>
<context>
    <name>pentimento::ClassPalette</name>
    <message>
        <source>%1: sides are the person&apos;s own</source>
        <translation>%1: Seiten aus Sicht der Person</translation>
    </message>
</context>
<context>
    <name>pentimento::ColourisePanel</name>
    <message>
        <source>&amp;Colourise this photo</source>
        <translation>Dieses Foto &amp;kolorieren</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>Sättigung</translation>
    </message>
    <message>
        <source>&amp;Saturation</source>
        <translation>&amp;Sättigung</translation>
    </message>
    <message>
        <source>&amp;Hints</source>
        <translation>&amp;Hinweise</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>&amp;More…</source>
        <translation>&amp;Mehr …</translation>
    </message>
    <message>
        <source>Choose any colour</source>
        <translation>Beliebige Farbe wählen</translation>
    </message>
    <message>
        <source>Suggested</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>select a hint</source>
        <translation>Hinweis auswählen</translation>
    </message>
    <message>
        <source>&amp;Reference picture…</source>
        <translation>&amp;Vorlage öffnen …</translation>
    </message>
    <message>
        <source>Next hint</source>
        <translation>Nächster Hinweis</translation>
    </message>
    <message>
        <source>Hint %1</source>
        <translation>Hinweis %1</translation>
    </message>
</context>
<context>
    <name>pentimento::DocumentModel</name>
    <message>
        <source>Pasted picture</source>
        <translation>Eingefügtes Bild</translation>
    </message>
    <message>
        <source>Colourise</source>
        <translation>Kolorieren</translation>
    </message>
    <message>
        <source>Switch colours off</source>
        <translation>Farben abschalten</translation>
    </message>
    <message>
        <source>Add hint</source>
        <translation>Hinweis setzen</translation>
    </message>
    <message>
        <source>Move hint</source>
        <translation>Hinweis verschieben</translation>
    </message>
    <message>
        <source>Change hint colour</source>
        <translation>Hinweisfarbe ändern</translation>
    </message>
    <message>
        <source>Delete hint</source>
        <translation>Hinweis löschen</translation>
    </message>
    <message>
        <source>Remove all hints</source>
        <translation>Alle Hinweise entfernen</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>Sättigung</translation>
    </message>
</context>
<context>
    <name>pentimento::DropOverlay</name>
    <message>
        <source>Drop here: make up this face</source>
        <translation>Hier ablegen: dieses Gesicht schminken</translation>
    </message>
</context>
<context>
    <name>pentimento::ExportDialog</name>
    <message>
        <source>&amp;Quality</source>
        <translation>&amp;Qualität</translation>
    </message>
    <message>
        <source>&amp;Leave out EXIF, XMP and IPTC</source>
        <translation>EXIF, XMP und IPTC &amp;weglassen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>…</source>
        <translation>…</translation>
    </message>
    <message>
        <source>Choose a folder and a name</source>
        <translation>Ordner und Namen wählen</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Exportieren</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>Metadaten</translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.png *.tif *.tiff *.webp)</source>
        <translation>Bilder (*.jpg *.jpeg *.png *.tif *.tiff *.webp)</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>&amp;Ersetzen</translation>
    </message>
    <message>
        <source>A file of this name exists and will be replaced.</source>
        <translation>Eine Datei dieses Namens gibt es schon; sie wird ersetzt.</translation>
    </message>
    <message>
        <source>The opened photo stays as it is.</source>
        <translation>Das geöffnete Foto bleibt, wie es ist.</translation>
    </message>
</context>
<context>
    <name>pentimento::FaceChoiceBox</name>
    <message>
        <source>Whose face</source>
        <translation>Wessen Gesicht</translation>
    </message>
    <message>
        <source>Fa&amp;ce</source>
        <translation>&amp;Gesicht</translation>
    </message>
    <message>
        <source>All faces</source>
        <translation>Alle Gesichter</translation>
    </message>
    <message>
        <source>Face %1</source>
        <translation>Gesicht %1</translation>
    </message>
</context>
<context>
    <name>pentimento::FaceList</name>
    <message>
        <source>Faces</source>
        <translation>Gesichter</translation>
    </message>
    <message>
        <source>Face %1</source>
        <translation>Gesicht %1</translation>
    </message>
    <message>
        <source>%1 px, %2</source>
        <translation>%1 px, %2</translation>
    </message>
    <message>
        <source>%1, drawn by hand</source>
        <translation>%1, von Hand umrahmt</translation>
    </message>
    <message>
        <source>%1 at %2, %3: %4 × %5 pixels
yaw %6°, pitch %7°, roll %8°</source>
        <translation>%1 bei %2, %3: %4 × %5 Pixel
Gieren %6°, Nicken %7°, Rollen %8°</translation>
    </message>
</context>
<context>
    <name>pentimento::FaceModel</name>
    <message>
        <source>Draw a face box</source>
        <translation>Gesichtsrahmen ziehen</translation>
    </message>
    <message>
        <source>Delete the face box</source>
        <translation>Gesichtsrahmen löschen</translation>
    </message>
</context>
<context>
    <name>pentimento::FaceSearch</name>
    <message>
        <source>Looking for faces</source>
        <translation>Gesichter suchen</translation>
    </message>
    <message>
        <source>Looking at the face</source>
        <translation>Gesicht untersuchen</translation>
    </message>
    <message>
        <source>Looking at the other face</source>
        <translation>Anderes Gesicht untersuchen</translation>
    </message>
</context>
<context>
    <name>pentimento::FacesPanel</name>
    <message>
        <source>Bo&amp;xes</source>
        <translation>R&amp;ahmen</translation>
    </message>
    <message>
        <source>&amp;Landmarks</source>
        <translation>&amp;Landmarken</translation>
    </message>
    <message>
        <source>Label &amp;map</source>
        <translation>R&amp;egionen</translation>
    </message>
    <message>
        <source>Opacity of the label map</source>
        <translation>Deckkraft der Regionen</translation>
    </message>
    <message>
        <source>&amp;Opacity</source>
        <translation>Dec&amp;kraft</translation>
    </message>
    <message>
        <source>Looking for faces…</source>
        <translation>Gesichter werden gesucht …</translation>
    </message>
    <message>
        <source>Looking at the face…</source>
        <translation>Gesicht wird untersucht …</translation>
    </message>
    <message>
        <source>No face found. Draw a box around one.</source>
        <translation>Kein Gesicht gefunden. Ziehen Sie einen Rahmen um eines.</translation>
    </message>
    <message>
        <source>Not searched yet.</source>
        <translation>Noch nicht gesucht.</translation>
    </message>
</context>
<context>
    <name>pentimento::FileController</name>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation>In der Zwischenablage ist kein Bild.</translation>
    </message>
    <message>
        <source>Only files on this machine can be dropped here.</source>
        <translation>Hier lassen sich nur Dateien dieses Rechners ablegen.</translation>
    </message>
    <message>
        <source>This photo is black and white.</source>
        <translation>Dieses Foto ist schwarzweiß.</translation>
    </message>
    <message>
        <source>&amp;Colourise</source>
        <translation>&amp;Kolorieren</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Gespeichert als %1.</translation>
    </message>
    <message>
        <source>Saved as %1, but without layers for other programs. %2</source>
        <translation>Gespeichert als %1, aber ohne Ebenen für andere Programme. %2</translation>
    </message>
    <message>
        <source>The window closes when the file is written.</source>
        <translation>Das Fenster schließt sich, wenn die Datei geschrieben ist.</translation>
    </message>
</context>
<context>
    <name>pentimento::HintList</name>
    <message>
        <source>Hints</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>Hint %1 at %2, %3: %4</source>
        <translation>Hinweis %1 bei %2, %3: %4</translation>
    </message>
</context>
<context>
    <name>pentimento::JobController</name>
    <message>
        <source>Colourising</source>
        <translation>Koloriere</translation>
    </message>
    <message>
        <source>Looking for colours</source>
        <translation>Suche Farben</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Exportiere</translation>
    </message>
    <message>
        <source>Regenerating</source>
        <translation>Erzeuge Gesicht</translation>
    </message>
    <message>
        <source>Changing attributes</source>
        <translation>Ändere Attribute</translation>
    </message>
    <message>
        <source>Looking at the other face</source>
        <translation>Anderes Gesicht untersuchen</translation>
    </message>
    <message>
        <source>Putting on make-up</source>
        <translation>Make-up auftragen</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>pentimento::LabelDialog</name>
    <message>
        <source>Discard what was painted?</source>
        <translation>Das Gemalte verwerfen?</translation>
    </message>
    <message>
        <source>The label map stays as it was before.</source>
        <translation>Die Regionen bleiben, wie sie vorher waren.</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Verwerfen</translation>
    </message>
    <message>
        <source>Correct the label map</source>
        <translation>Regionen berichtigen</translation>
    </message>
    <message>
        <source>Paint what the program took for something else: it learns from this map.</source>
        <translation>Was das Programm verwechselt hat, übermalen: Aus diesen Regionen lernt es.</translation>
    </message>
    <message>
        <source>O&amp;pacity</source>
        <translation>&amp;Deckkraft</translation>
    </message>
    <message>
        <source>Opacity of the label map</source>
        <translation>Deckkraft der Regionen</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Paints: %1</source>
        <translation>Malt: %1</translation>
    </message>
</context>
<context>
    <name>pentimento::LookPicker</name>
    <message>
        <source>Faces of the reference</source>
        <translation>Gesichter der Vorlage</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Durchsuchen …</translation>
    </message>
    <message>
        <source>Face %1</source>
        <translation>Gesicht %1</translation>
    </message>
    <message>
        <source>Several references</source>
        <translation>Mehrere Vorlagen</translation>
    </message>
    <message>
        <source>Drop the picture of a face here, or onto a face of the photo.</source>
        <translation>Bild eines Gesichts hier ablegen oder auf einem Gesicht im Foto.</translation>
    </message>
</context>
<context>
    <name>pentimento::LooksModel</name>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Put on make-up</source>
        <translation>Make-up auftragen</translation>
    </message>
    <message>
        <source>Take the make-up off</source>
        <translation>Abschminken</translation>
    </message>
    <message>
        <source>Switch make-up off</source>
        <translation>Make-up ausschalten</translation>
    </message>
</context>
<context>
    <name>pentimento::LossChart</name>
    <message>
        <source>Losses over the steps</source>
        <translation>Fehler über die Schritte</translation>
    </message>
    <message>
        <source>Drag to zoom in, click with the right button to zoom out</source>
        <translation>Ziehen vergrößert, ein Rechtsklick geht zurück</translation>
    </message>
    <message>
        <source>Validation photos</source>
        <translation>Prüffotos</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Validation: lower is better</source>
        <translation>Prüfung: weniger ist besser</translation>
    </message>
</context>
<context>
    <name>pentimento::MainWindow</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>As opened</source>
        <translation>Wie geöffnet</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>&amp;Bedienfelder</translation>
    </message>
    <message>
        <source>Colourise</source>
        <translation>Kolorieren</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Main</source>
        <translation>Hauptleiste</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Werkzeuge</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>Öffne %1</translation>
    </message>
    <message>
        <source>%1[*] – Pentimento</source>
        <translation>%1[*] – Pentimento</translation>
    </message>
    <message>
        <source>Pentimento</source>
        <translation>Pentimento</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>, %1 MP</source>
        <translation>, %1 MP</translation>
    </message>
    <message>
        <source>, 16 bit</source>
        <translation>, 16 Bit</translation>
    </message>
    <message>
        <source>&amp;Clear this list</source>
        <translation>Liste &amp;leeren</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Gesichter</translation>
    </message>
    <message>
        <source>Regenerate</source>
        <translation>Neu erzeugen</translation>
    </message>
    <message>
        <source>&amp;Mask of the face</source>
        <translation>&amp;Maske des Gesichts</translation>
    </message>
    <message>
        <source>A&amp;ttributes of the face</source>
        <translation>A&amp;ttribute des Gesichts</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>Attribute</translation>
    </message>
    <message>
        <source>Make-up</source>
        <translation>Make-up</translation>
    </message>
    <message>
        <source>Ma&amp;ke-up of the face</source>
        <translation>Ma&amp;ke-up des Gesichts</translation>
    </message>
    <message>
        <source>Open a photo and paint on a face first.</source>
        <translation>Zuerst ein Foto öffnen und auf ein Gesicht malen.</translation>
    </message>
    <message>
        <source>Open a photo and colourise it first.</source>
        <translation>Zuerst ein Foto öffnen und kolorieren.</translation>
    </message>
    <message>
        <source>Shipped</source>
        <translation>Mitgeliefert</translation>
    </message>
    <message>
        <source>Open a photo and move a slider of a face first.</source>
        <translation>Zuerst ein Foto öffnen und einen Regler eines Gesichts bewegen.</translation>
    </message>
    <message>
        <source>Open a photo and make up a face first.</source>
        <translation>Zuerst ein Foto öffnen und ein Gesicht schminken.</translation>
    </message>
    <message>
        <source>No copy of unsaved work can be kept. %1</source>
        <translation>Von ungespeicherter Arbeit kann keine Kopie aufbewahrt werden. %1</translation>
    </message>
</context>
<context>
    <name>pentimento::MakeupController</name>
    <message>
        <source>Only an address came with this. Save the picture, then drop its file.</source>
        <translation>Nur eine Adresse kam an. Bitte das Bild speichern und die Datei ablegen.</translation>
    </message>
    <message>
        <source>Dropped picture</source>
        <translation>Abgelegtes Bild</translation>
    </message>
    <message>
        <source>%1: no face was found in this picture to take make-up from.</source>
        <translation>%1: In diesem Bild wurde kein Gesicht gefunden, dessen Make-up sich nehmen ließe.</translation>
    </message>
    <message>
        <source>&amp;Open it</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>There is no face to make up. Find faces, or draw a box around one.</source>
        <translation>Es gibt kein Gesicht zu schminken. Gesichter suchen oder einen Rahmen um eines ziehen.</translation>
    </message>
    <message>
        <source>The face wears the make-up of %1.</source>
        <translation>Das Gesicht trägt das Make-up von %1.</translation>
    </message>
    <message>
        <source>&amp;Open the picture instead</source>
        <translation>Stattdessen das Bild ö&amp;ffnen</translation>
    </message>
</context>
<context>
    <name>pentimento::MakeupPanel</name>
    <message>
        <source>Put on &amp;make-up</source>
        <translation>Make-up &amp;auftragen</translation>
    </message>
    <message>
        <source>Make-up from</source>
        <translation>Make-up von</translation>
    </message>
    <message>
        <source>No face can be made up. %1</source>
        <translation>Kein Gesicht kann geschminkt werden. %1</translation>
    </message>
    <message>
        <source>No face to make up: find faces, or draw a box around one.</source>
        <translation>Kein Gesicht zu schminken: Gesichter suchen oder einen Rahmen um eines ziehen.</translation>
    </message>
</context>
<context>
    <name>pentimento::MaskModel</name>
    <message>
        <source>Paint the mask</source>
        <translation>Maske malen</translation>
    </message>
    <message>
        <source>Erase in the mask</source>
        <translation>In der Maske radieren</translation>
    </message>
    <message>
        <source>Fill in the mask</source>
        <translation>In der Maske füllen</translation>
    </message>
    <message>
        <source>Regenerate</source>
        <translation>Neu erzeugen</translation>
    </message>
    <message>
        <source>Switch regenerating off</source>
        <translation>Neu erzeugen abschalten</translation>
    </message>
    <message>
        <source>Regenerate the whole face</source>
        <translation>Ganzes Gesicht neu erzeugen</translation>
    </message>
    <message>
        <source>Regenerate the change alone</source>
        <translation>Nur die Änderung neu erzeugen</translation>
    </message>
    <message>
        <source>Change the style</source>
        <translation>Stil ändern</translation>
    </message>
    <message>
        <source>Reset the mask</source>
        <translation>Maske zurücksetzen</translation>
    </message>
    <message>
        <source>Import a mask</source>
        <translation>Maske importieren</translation>
    </message>
</context>
<context>
    <name>pentimento::MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>pentimento::NewRunForm</name>
    <message>
        <source>%1 label maps are corrected, at least %2 are needed: what the program sees by itself teaches it nothing.</source>
        <translation>Die Regionen von %1 Gesichtern sind berichtigt, mindestens %2 werden gebraucht: Was das Programm von selbst sieht, lehrt es nichts.</translation>
    </message>
    <message>
        <source>&amp;Correct…</source>
        <translation>Be&amp;richtigen …</translation>
    </message>
    <message>
        <source>Paints on the label map of the face that is selected (or double-click it)</source>
        <translation>Malt auf den Regionen des gewählten Gesichts (oder Doppelklick darauf)</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Beginnen</translation>
    </message>
    <message>
        <source>At most so many; it ends earlier when it gets no better</source>
        <translation>Höchstens so viele; früher ist Schluss, wenn es nicht mehr besser wird</translation>
    </message>
    <message>
        <source>&amp;Teach</source>
        <translation>&amp;Aufgabe</translation>
    </message>
    <message>
        <source>&amp;Begin from</source>
        <translation>A&amp;usgehen von</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>St&amp;eps</source>
        <translation>&amp;Schritte</translation>
    </message>
    <message>
        <source>Add &amp;photos…</source>
        <translation>&amp;Fotos hinzufügen …</translation>
    </message>
    <message>
        <source>Add a &amp;folder…</source>
        <translation>&amp;Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Remove &amp;all</source>
        <translation>A&amp;lle entfernen</translation>
    </message>
    <message>
        <source>%1 (shipped)</source>
        <translation>%1 (mitgeliefert)</translation>
    </message>
    <message>
        <source>No model to begin from is installed.</source>
        <translation>Kein Modell zum Ausgehen ist vorhanden.</translation>
    </message>
    <message>
        <source>The photos are being looked at.</source>
        <translation>Die Fotos werden angesehen.</translation>
    </message>
    <message>
        <source>%1 photos are chosen, at least %2 are needed: from fewer it would only learn them by heart.</source>
        <translation>%1 Fotos sind gewählt, mindestens %2 sind nötig: weniger würden nur auswendig gelernt.</translation>
    </message>
    <message>
        <source>It needs a name.</source>
        <translation>Es fehlt ein Name.</translation>
    </message>
    <message>
        <source>%1 photos are chosen; they are copied and never leave this machine.</source>
        <translation>%1 Fotos sind gewählt; sie werden kopiert und verlassen diesen Rechner nie.</translation>
    </message>
    <message>
        <source>Show &amp;label maps</source>
        <translation>&amp;Regionen zeigen</translation>
    </message>
    <message>
        <source>What the program takes each part of a face for, over the face</source>
        <translation>Wofür das Programm jeden Teil des Gesichts hält, über dem Gesicht</translation>
    </message>
    <message>
        <source>%1 faces are chosen, at least %2 are needed: from fewer it would only learn them by heart.</source>
        <translation>%1 Gesichter sind gewählt, mindestens %2 sind nötig: weniger würden nur auswendig gelernt.</translation>
    </message>
    <message>
        <source>%1 faces are chosen; they are copied and never leave this machine.</source>
        <translation>%1 Gesichter sind gewählt; sie werden kopiert und verlassen diesen Rechner nie.</translation>
    </message>
    <message>
        <source>Says so of the faces that are selected</source>
        <translation>Sagt das von den ausgewählten Gesichtern</translation>
    </message>
    <message>
        <source>%1 faces have it, %2 do not, at least %3 of each are needed.</source>
        <translation>%1 Gesichter haben es, %2 nicht; mindestens %3 von jedem sind nötig.</translation>
    </message>
</context>
<context>
    <name>pentimento::PercentRow</name>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
</context>
<context>
    <name>pentimento::PhotoGrid</name>
    <message>
        <source>%1, corrected</source>
        <translation>%1, berichtigt</translation>
    </message>
    <message>
        <source>Photos to learn from</source>
        <translation>Fotos zum Lernen</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Wird angesehen …</translation>
    </message>
    <message>
        <source>Drop photos or folders here</source>
        <translation>Fotos oder Ordner hierher ziehen</translation>
    </message>
</context>
<context>
    <name>pentimento::PhotoLoader</name>
    <message>
        <source>the clipboard</source>
        <translation>die Zwischenablage</translation>
    </message>
</context>
<context>
    <name>pentimento::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Neutral grey</source>
        <translation>Neutralgrau</translation>
    </message>
    <message>
        <source>Checkerboard</source>
        <translation>Schachbrett</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>Graphics card (CUDA)</source>
        <translation>Grafikkarte (CUDA)</translation>
    </message>
    <message>
        <source>One per processor</source>
        <translation>Einer je Prozessor</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>&amp;Around the photo</source>
        <translation>&amp;Um das Foto</translation>
    </message>
    <message>
        <source>&amp;Networks run on</source>
        <translation>&amp;Netze laufen auf</translation>
    </message>
    <message>
        <source>Th&amp;reads</source>
        <translation>&amp;Threads</translation>
    </message>
    <message>
        <source>Look for &amp;faces in every photo that is opened</source>
        <translation>In jedem geöffneten Foto nach &amp;Gesichtern suchen</translation>
    </message>
    <message>
        <source>&amp;Landmarks file</source>
        <translation>&amp;Landmarkendatei</translation>
    </message>
    <message>
        <source>Landmarks file, device and threads take effect at the next start.</source>
        <translation>Landmarkendatei, Gerät und Threads gelten ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Landmarks file</source>
        <translation>Landmarkendatei</translation>
    </message>
    <message>
        <source>Found by itself</source>
        <translation>Wird selbst gefunden</translation>
    </message>
    <message>
        <source>shape_predictor_68_face_landmarks.dat, in Debian&apos;s package libdlib-data</source>
        <translation>shape_predictor_68_face_landmarks.dat, in Debians Paket libdlib-data</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Durchsuchen …</translation>
    </message>
    <message>
        <source>Landmarks (*.dat);;All files (*)</source>
        <translation>Landmarken (*.dat);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>pentimento::Recovery</name>
    <message>
        <source>Pasted picture</source>
        <translation>Eingefügtes Bild</translation>
    </message>
</context>
<context>
    <name>pentimento::ReferenceView</name>
    <message>
        <source>Reference picture</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Drop a colour picture here and click in it to take a colour.</source>
        <translation>Hier ein Farbbild ablegen und hineinklicken, um eine Farbe aufzunehmen.</translation>
    </message>
    <message>
        <source>Drop a colour picture here to take colours from it</source>
        <translation>Hier ein Farbbild ablegen, um Farben daraus aufzunehmen</translation>
    </message>
</context>
<context>
    <name>pentimento::RegenerateController</name>
    <message>
        <source>There is no face here to paint on. Find faces, or draw a box around one.</source>
        <translation>Hier ist kein Gesicht zum Bemalen. Suchen Sie Gesichter, oder ziehen Sie einen Rahmen um eines.</translation>
    </message>
    <message>
        <source>Reading the mask</source>
        <translation>Lese die Maske</translation>
    </message>
    <message>
        <source>The name of a mask must end in .png.</source>
        <translation>Der Name einer Maske muss auf .png enden.</translation>
    </message>
    <message>
        <source>Writing the mask</source>
        <translation>Schreibe die Maske</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Gespeichert als %1.</translation>
    </message>
    <message>
        <source>%1: no face was found in this picture to take the style from.</source>
        <translation>%1: In diesem Bild wurde kein Gesicht gefunden, von dem der Stil stammen könnte.</translation>
    </message>
</context>
<context>
    <name>pentimento::RegeneratePanel</name>
    <message>
        <source>&amp;Regenerate what is painted</source>
        <translation>Gemaltes &amp;neu erzeugen</translation>
    </message>
    <message>
        <source>Show the &amp;mask</source>
        <translation>&amp;Maske zeigen</translation>
    </message>
    <message>
        <source>Mask a&amp;lone</source>
        <translation>Nur die M&amp;aske</translation>
    </message>
    <message>
        <source>Opacity of the mask</source>
        <translation>Deckkraft der Maske</translation>
    </message>
    <message>
        <source>Opaci&amp;ty</source>
        <translation>Deck&amp;kraft</translation>
    </message>
    <message>
        <source>Style from</source>
        <translation>Stil von</translation>
    </message>
    <message>
        <source>The &amp;whole face, not the change alone</source>
        <translation>&amp;Ganzes Gesicht, nicht nur die Änderung</translation>
    </message>
    <message>
        <source>Paints: %1</source>
        <translation>Malt: %1</translation>
    </message>
    <message>
        <source>No face to paint on: find faces, or draw a box around one.</source>
        <translation>Kein Gesicht zum Bemalen: Gesichter suchen oder einen Rahmen um eines ziehen.</translation>
    </message>
    <message>
        <source>Click a face with the brush to paint its mask.</source>
        <translation>Klicken Sie mit dem Pinsel auf ein Gesicht, um seine Maske zu malen.</translation>
    </message>
    <message>
        <source>Masks can be painted, but no face is regenerated. %1</source>
        <translation>Masken lassen sich malen, aber kein Gesicht wird neu erzeugt. %1</translation>
    </message>
    <message>
        <source>This face</source>
        <translation>Dieses Gesicht</translation>
    </message>
</context>
<context>
    <name>pentimento::RunView</name>
    <message>
        <source>&amp;Logarithmic</source>
        <translation>&amp;Logarithmisch</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Sample &amp;now</source>
        <translation>P&amp;robe jetzt</translation>
    </message>
    <message>
        <source>&amp;Use this model</source>
        <translation>Dieses &amp;Modell verwenden</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>&amp;Löschen …</translation>
    </message>
    <message>
        <source>&amp;Forget all…</source>
        <translation>Alles &amp;vergessen …</translation>
    </message>
    <message>
        <source>Deletes the copied photos, samples, checkpoints and every model made of them</source>
        <translation>Löscht die kopierten Fotos, Proben, Zwischenstände und jedes daraus entstandene Modell</translation>
    </message>
    <message>
        <source>%1 to go</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>&amp;Use the shipped one</source>
        <translation>Das &amp;mitgelieferte verwenden</translation>
    </message>
    <message>
        <source>Changes the open photo at once: a click to and fro compares the two</source>
        <translation>Ändert das offene Foto sofort: hin und her geklickt vergleicht man beide</translation>
    </message>
    <message>
        <source>The photos and the model are being read.</source>
        <translation>Fotos und Modell werden gelesen.</translation>
    </message>
    <message>
        <source>The processor is yours; samples can still be drawn.</source>
        <translation>Der Prozessor ist frei; Proben sind weiter möglich.</translation>
    </message>
    <message>
        <source>It paused by itself: %1. Make room, then let it go on.</source>
        <translation>Es hat von selbst angehalten: %1. Platz schaffen, dann weiter.</translation>
    </message>
    <message>
        <source>It was started earlier and goes on by itself. Stop it to change anything.</source>
        <translation>Es wurde früher begonnen und läuft allein weiter. Um etwas zu ändern, erst anhalten.</translation>
    </message>
    <message>
        <source>Its process ended without a word: it was killed, or the power failed. It goes on from its last checkpoint.</source>
        <translation>Der Prozess endete ohne ein Wort: Er wurde abgeschossen, oder der Strom fiel aus. Es geht vom letzten Zwischenstand weiter.</translation>
    </message>
    <message>
        <source>It stopped by itself: %1. Its last good checkpoint is kept.</source>
        <translation>Es hat von selbst aufgehört: %1. Der letzte gute Zwischenstand ist da.</translation>
    </message>
    <message>
        <source>It ended early because it got no better; the best model was kept.</source>
        <translation>Es endete früher, weil es nicht mehr besser wurde; das beste Modell ist da.</translation>
    </message>
    <message>
        <source>How long do a few steps take, and how much memory?</source>
        <translation>Wie lange dauern ein paar Schritte, und wie viel Speicher brauchen sie?</translation>
    </message>
    <message>
        <source>It could not begin: %1.</source>
        <translation>Es konnte nicht beginnen: %1.</translation>
    </message>
    <message>
        <source>The faces of the photos are being prepared, once: %1 % are done.</source>
        <translation>Die Gesichter der Fotos werden einmalig vorbereitet: %1 % sind fertig.</translation>
    </message>
    <message>
        <source>%1 processors, %2 of memory</source>
        <translation>%1 Prozessoren, %2 Speicher</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <source>Shows the open photo with the shipped model and with this one, left and right of the divider</source>
        <translation>Zeigt das offene Foto mit dem mitgelieferten Modell und mit diesem, links und rechts der Trennlinie</translation>
    </message>
</context>
<context>
    <name>pentimento::SampleView</name>
    <message>
        <source>Samples over time</source>
        <translation>Proben im Lauf der Zeit</translation>
    </message>
    <message>
        <source>Scroll back through the samples; at the end it follows the newest</source>
        <translation>Durch die Proben zurückblättern; am Ende folgt es der neuesten</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>No samples yet</source>
        <translation>Noch keine Proben</translation>
    </message>
</context>
<context>
    <name>pentimento::ShelfView</name>
    <message>
        <source>Pictures to take make-up from</source>
        <translation>Bilder, aus denen Make-up genommen werden kann</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>Favoriten</translation>
    </message>
    <message>
        <source>Bundled</source>
        <translation>Mitgeliefert</translation>
    </message>
    <message>
        <source>The star keeps a picture here.</source>
        <translation>Der Stern behält ein Bild hier.</translation>
    </message>
    <message>
        <source>Pictures that make-up was taken from are kept here.</source>
        <translation>Hier stehen die Bilder, aus denen Make-up genommen wurde.</translation>
    </message>
</context>
<context>
    <name>pentimento::SlidersModel</name>
    <message>
        <source>Reset the attributes</source>
        <translation>Attribute zurücksetzen</translation>
    </message>
    <message>
        <source>Change attributes</source>
        <translation>Attribute ändern</translation>
    </message>
    <message>
        <source>Switch attributes off</source>
        <translation>Attribute ausschalten</translation>
    </message>
    <message>
        <source>Bring back what was erased</source>
        <translation>Radiertes zurückholen</translation>
    </message>
    <message>
        <source>Erase what was changed</source>
        <translation>Geändertes radieren</translation>
    </message>
</context>
<context>
    <name>pentimento::StatusStrip</name>
    <message>
        <source>Pixel under the pointer</source>
        <translation>Pixel unter dem Mauszeiger</translation>
    </message>
    <message>
        <source>Colour under the pointer</source>
        <translation>Farbe unter dem Mauszeiger</translation>
    </message>
    <message>
        <source>Size of the photo</source>
        <translation>Größe des Fotos</translation>
    </message>
    <message>
        <source>Device that the networks run on</source>
        <translation>Gerät, auf dem die Netze laufen</translation>
    </message>
    <message>
        <source>Work under way</source>
        <translation>Laufende Arbeit</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Zoom: device pixels per photo pixel</source>
        <translation>Zoom: Bildschirmpixel je Fotopixel</translation>
    </message>
    <message>
        <source>Fit in the window</source>
        <translation>Ins Fenster einpassen</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Part of the face under the pointer</source>
        <translation>Gesichtsteil unter dem Zeiger</translation>
    </message>
</context>
<context>
    <name>pentimento::StylePicker</name>
    <message>
        <source>&amp;This face</source>
        <translation>&amp;Dieses Gesicht</translation>
    </message>
    <message>
        <source>Keep the face&apos;s own look</source>
        <translation>Das Aussehen des Gesichts selbst behalten</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Take the look of the face in another picture; it may be dropped here too</source>
        <translation>Das Aussehen des Gesichts in einem anderen Bild übernehmen; es lässt sich auch hier ablegen</translation>
    </message>
    <message>
        <source>Sam&amp;ples</source>
        <translation>Beis&amp;piele</translation>
    </message>
    <message>
        <source>Take the look of a face that comes with the program</source>
        <translation>Das Aussehen eines Gesichts übernehmen, das dem Programm beiliegt</translation>
    </message>
</context>
<context>
    <name>pentimento::SwatchButton</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>pentimento::TrainingController</name>
    <message>
        <source>This needs up to %1 of disk space, %2 are free.</source>
        <translation>Das braucht bis zu %1 Platz, %2 sind frei.</translation>
    </message>
    <message>
        <source>The photos could not be copied: %1</source>
        <translation>Die Fotos konnten nicht kopiert werden: %1</translation>
    </message>
    <message>
        <source>“%1” is among your models and is used from now on.</source>
        <translation>„%1“ gehört zu den eigenen Modellen und wird ab jetzt verwendet.</translation>
    </message>
    <message>
        <source>Licence: %1.</source>
        <translation>Lizenz: %1.</translation>
    </message>
    <message>
        <source>The shipped model is used again.</source>
        <translation>Das mitgelieferte Modell wird wieder verwendet.</translation>
    </message>
    <message>
        <source>The copied photos, samples, checkpoints and every model made of them are deleted.</source>
        <translation>Die kopierten Fotos, Proben, Zwischenstände und jedes daraus entstandene Modell werden gelöscht.</translation>
    </message>
    <message>
        <source>The copied photos, samples and checkpoints are deleted. Models that you use stay.</source>
        <translation>Die kopierten Fotos, Proben und Zwischenstände werden gelöscht. Verwendete Modelle bleiben.</translation>
    </message>
    <message>
        <source>Delete “%1”?</source>
        <translation>„%1“ löschen?</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Training “%1”: %2</source>
        <translation>Training „%1“: %2</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>&amp;Zeigen</translation>
    </message>
</context>
<context>
    <name>pentimento::TrainingPanel</name>
    <message>
        <source>Teach it on your own photos</source>
        <translation>An eigenen Fotos lernen lassen</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>New &amp;run</source>
        <translation>&amp;Neuer Lauf</translation>
    </message>
    <message>
        <source>mine</source>
        <translation>meins</translation>
    </message>
</context>
<context>
    <name>pentimento::TrainingPreflight</name>
    <message>
        <source>there is not enough memory</source>
        <translation>der Speicher reicht nicht</translation>
    </message>
    <message>
        <source>it would take %1 of memory, %2 are free</source>
        <translation>es bräuchte %1 Speicher, %2 sind frei</translation>
    </message>
</context>
<context>
    <name>pentimento::WelcomePage</name>
    <message>
        <source>Opened last</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Open or drop a photo</source>
        <translation>Foto öffnen oder hierher ziehen</translation>
    </message>
    <message>
        <source>Paint a face anew, move its sliders, lend it make-up, give an old photo its colours.
The file itself is never changed.</source>
        <translation>Gesichter neu malen, mit Reglern verändern, schminken; alten Fotos ihre Farben geben.
Die Datei selbst wird nie verändert.</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen …</translation>
    </message>
</context>
</TS>
