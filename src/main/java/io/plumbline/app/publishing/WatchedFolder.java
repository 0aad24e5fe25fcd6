package io.plumbline.app.publishing;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.RulesAct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder whose edits are drafts. What changes while it is watched is an edit; of what is found at
 * the start only texts that were never in force and never a draft are. A pack that is not in the
 * folder is left alone.
 */
final class WatchedFolder {

  private static final Logger LOG = LoggerFactory.getLogger(WatchedFolder.class);

  private final Path folder;
  private final Desk desk;
  private final Map<String, String> seen = new HashMap<>();
  private String settling = "";

  WatchedFolder(Path folder, Desk desk) {
    this.folder = folder;
    this.desk = desk;
  }

  /**
   * Looks for edits. One counts once the folder looks the same twice, as an editor writes one file
   * after the other.
   */
  void look() throws IOException, BusyException {
    List<SourceFile> files = RulesFolder.read(folder);
    String hash = RulesFolder.hash(files);
    boolean settled = hash.equals(settling);
    settling = hash;
    if (settled) {
      SortedMap<String, List<SourceFile>> packs =
          files.stream()
              .collect(
                  Collectors.groupingBy(
                      RuleSetActivated::packOf, TreeMap::new, Collectors.toList()));
      packs.remove("");
      for (Map.Entry<String, List<SourceFile>> pack : packs.entrySet()) {
        look(pack.getKey(), pack.getValue());
      }
    }
  }

  private void look(String pack, List<SourceFile> files) throws BusyException {
    String hash = RulesFolder.hash(files);
    String before = seen.getOrDefault(pack, "");
    boolean edited = before.isEmpty() ? !desk.records().isKnown(pack, hash) : !before.equals(hash);
    if (before.isEmpty() && !edited) {
      behind(pack, hash);
    }
    if (edited) {
      synchronized (desk) {
        take(pack, files, hash, before);
      }
    }
    seen.put(pack, hash);
  }

  private void take(String pack, List<SourceFile> files, String hash, String before)
      throws BusyException {
    String inForce = desk.records().hashInForce(pack);
    Optional<Draft> draft = desk.records().draft(pack);
    String author = author(files);
    if (hash.equals(inForce)) {
      if (draft.filter(Draft::watched).isPresent()) {
        desk.acts().append(RulesAct.takenBack(pack, desk.now(), author, draft.get().hash()));
        LOG.info("The draft of pack {} is taken back in {}", pack, folder);
      }
    } else if (draft.filter(d -> d.hash().equals(hash)).isEmpty()) {
      String base =
          desk.records().wasInForce(pack, before) ? before : draft.map(Draft::base).orElse(inForce);
      desk.acts()
          .append(
              RulesAct.drafted(
                  pack, desk.now(), author, "saved in " + folder, hash, files, base, true));
      LOG.info("An edit of pack {} by {} in {} is a draft and waits", pack, author, folder);
    }
  }

  private void behind(String pack, String hash) {
    String inForce = desk.records().hashInForce(pack);
    if (!hash.equals(inForce) && desk.records().wasInForce(pack, hash)) {
      LOG.info(
          "{}/{} holds an earlier text; version {} is in force",
          folder,
          pack,
          desk.records().inForce(pack).map(PackVersion::version).orElse(0L));
    }
  }

  /** Whose file is the newest. */
  private String author(List<SourceFile> files) {
    return files.stream()
        .map(file -> folder.resolve(file.path()))
        .max(Comparator.comparing(WatchedFolder::changed))
        .flatMap(WatchedFolder::owner)
        .orElse(System.getProperty("user.name"));
  }

  private static FileTime changed(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      // It has gone since it was read; another is the newest.
      return FileTime.fromMillis(0);
    }
  }

  private static Optional<String> owner(Path file) {
    try {
      return Stream.of(Files.getOwner(file).getName()).filter(n -> !n.isBlank()).findFirst();
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warn(
          "The owner of {} cannot be read; its draft counts as the daemon's account's", file, e);
      return Optional.empty();
    }
  }
}
