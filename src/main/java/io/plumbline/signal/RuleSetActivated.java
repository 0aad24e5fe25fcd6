package io.plumbline.signal;

import io.plumbline.catalogue.SourceFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * From here on these agreements and rules judge. The entry holds the whole text, so that a replay
 * needs nothing else but the entries before it.
 *
 * @param version number of the activation, counted from 1
 * @param files every file that has a meaning: of the packs it is about if it is partial, else of
 *     all
 * @param hash SHA-256 of paths and texts, in hex
 * @param author who activated it
 * @param reason why
 * @param packs the packs it is about, by name; one without files ceases to be
 * @param partial whether packs that it does not name go on as they are
 */
public record RuleSetActivated(
    long version,
    List<SourceFile> files,
    String hash,
    String author,
    String reason,
    SortedMap<String, Pack> packs,
    boolean partial)
    implements Signal {

  /** Nothing judges yet. */
  public static final RuleSetActivated NONE = new RuleSetActivated(0, List.of(), "", "", "");

  /**
   * Which text of a pack judges.
   *
   * @param version number of the activation that brought it
   * @param hash SHA-256 of its paths and texts, in hex; of all packs when they were activated as
   *     one
   * @param author who wrote it
   * @param reason why
   * @param publication how it came to judge; empty if an older version kept it
   */
  public record Pack(
      long version, String hash, String author, String reason, Optional<Publication> publication) {

    /** A text of which nobody knows how it came to judge. */
    public Pack(long version, String hash, String author, String reason) {
      this(version, hash, author, reason, Optional.empty());
    }
  }

  /** Copies the collections. An entry kept by an older version names no packs: it is about all. */
  public RuleSetActivated {
    files = List.copyOf(files);
    SortedMap<String, Pack> named = new TreeMap<>(packs == null ? Map.of() : packs);
    if (packs == null) {
      Pack all = new Pack(version, hash, author, reason);
      files.forEach(file -> named.put(packOf(file), all));
    }
    packs = Collections.unmodifiableSortedMap(named);
  }

  /** An activation of all packs as one. */
  public RuleSetActivated(
      long version, List<SourceFile> files, String hash, String author, String reason) {
    this(version, files, hash, author, reason, null, false);
  }

  /** The pack in whose folder a file lies; empty for a file beside the packs. */
  public static String packOf(SourceFile file) {
    return file.path().substring(0, Math.max(0, file.path().indexOf('/')));
  }

  /**
   * What is in force once this follows what was.
   *
   * @param before what was in force, not partial
   * @param hashing gives the hash of files in the order of their paths
   */
  public RuleSetActivated after(
      RuleSetActivated before, Function<List<SourceFile>, String> hashing) {
    if (!partial) {
      return this;
    }
    List<SourceFile> all = new ArrayList<>(files);
    before.files.stream().filter(file -> !packs.containsKey(packOf(file))).forEach(all::add);
    all.sort(Comparator.comparing(SourceFile::path));
    SortedMap<String, Pack> standing = new TreeMap<>(before.packs);
    standing.putAll(packs);
    standing.keySet().removeIf(name -> all.stream().noneMatch(f -> packOf(f).equals(name)));
    return new RuleSetActivated(version, all, hashing.apply(all), author, reason, standing, false);
  }
}
