package io.plumbline.console.api;

import io.plumbline.fact.RuleInfo;
import java.util.List;

/**
 * The rules in force, and what was wrong with newer ones that were refused.
 *
 * @param version number of the newest activation, 0 before the first
 * @param hash hash of all packs, empty before the first
 * @param packs the packs in force, by name
 * @param rules their rules
 * @param problems why edits are not in force, empty when all are
 */
public record LiveRules(
    long version, String hash, List<Pack> packs, List<RuleInfo> rules, List<Problem> problems) {

  /** Before the first rule set. */
  public static final LiveRules NONE = new LiveRules(0, "", List.of(), List.of(), List.of());

  /** Copies the lists. */
  public LiveRules {
    packs = List.copyOf(packs);
    rules = List.copyOf(rules);
    problems = List.copyOf(problems);
  }

  /** The same rules, with what is wrong with newer ones. */
  public LiveRules with(List<Problem> found) {
    return new LiveRules(version, hash, packs, rules, found);
  }

  /** The version of a pack in force, 0 if it is not. */
  public long versionOf(String pack) {
    return packs.stream().filter(p -> p.name().equals(pack)).mapToLong(Pack::version).sum();
  }

  /**
   * A pack in force.
   *
   * @param name its name
   * @param version number of the activation that brought it
   * @param hash hash of its files
   * @param author who activated it
   * @param reason why
   */
  public record Pack(String name, long version, String hash, String author, String reason) {}

  /**
   * One thing wrong in the rules folder.
   *
   * @param pack the pack that it keeps from going live, empty when it is about the whole folder
   * @param path file below the rules folder
   * @param line line from 1, 0 when it is about the whole file
   * @param what what is wrong
   * @param instead what to write instead
   */
  public record Problem(String pack, String path, int line, String what, String instead) {

    /** In words, with its place. */
    public String text() {
      String text = what + "; " + instead;
      return line == 0 ? text : path + ":" + line + ": " + text;
    }

    /** Whether it keeps a pack's newest edit from going live. */
    public boolean holdsUp(String name) {
      return pack.isEmpty() || pack.equals(name);
    }
  }
}
