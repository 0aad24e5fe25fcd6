package io.plumbline.signal;

import io.plumbline.catalogue.SourceFile;
import java.util.List;

/**
 * From here on these agreements and rules judge. The entry holds the whole text, so that a replay
 * needs nothing else.
 *
 * @param version number of the rule set, counted from 1
 * @param files every file of the rules folder that has a meaning
 * @param hash SHA-256 of paths and texts, in hex
 * @param author who activated it
 * @param reason why
 */
public record RuleSetActivated(
    long version, List<SourceFile> files, String hash, String author, String reason)
    implements Signal {

  /** Copies the files. */
  public RuleSetActivated {
    files = List.copyOf(files);
  }
}
