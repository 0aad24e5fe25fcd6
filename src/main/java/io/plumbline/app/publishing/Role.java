package io.plumbline.app.publishing;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody may do to a pack, as it is written: {@code owner:payments}, {@code approver:*}.
 *
 * @param kind what
 * @param pack name of the pack, or {@code *} for each
 */
public record Role(Kind kind, String pack) {

  private static final Pattern TEXT = Pattern.compile("(owner|approver):(\\*|[^\\s,:*/\\\\]+)");

  /** The kinds of role. */
  public enum Kind {
    /** Drafts, and publishes alone in an emergency. */
    OWNER("owner"),
    /** Approves what others drafted, reviews, and brings back what was. */
    APPROVER("approver");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** As it is written. */
    String word() {
      return word;
    }
  }

  /** Reads a role; empty when it is none. */
  public static Optional<Role> parse(String text) {
    Matcher role = TEXT.matcher(text);
    return role.matches()
        ? Optional.of(
            new Role(role.group(1).equals("owner") ? Kind.OWNER : Kind.APPROVER, role.group(2)))
        : Optional.empty();
  }

  boolean covers(Kind wanted, String of) {
    return kind == wanted && (pack.equals("*") || pack.equals(of));
  }

  /** As it is written. */
  @Override
  public String toString() {
    return kind.word() + ":" + pack;
  }
}
