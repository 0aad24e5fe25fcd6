package io.plumbline.app.publishing;

import io.plumbline.rules.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What would become of a draft if it were put in force now.
 *
 * @param problems what keeps it from that, by place
 * @param warnings what can hardly be meant
 * @param trial what it makes of the facts of now; empty when there are problems
 * @param stories the scenarios that were told to it; none when there are problems, which say how
 *     scenarios ended that keep it back
 */
public record Examination(
    List<Problem> problems, List<Problem> warnings, Optional<Tried> trial, List<Story> stories) {

  /** Copies the lists. */
  public Examination {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
    stories = List.copyOf(stories);
  }

  /**
   * Judged by the facts of now.
   *
   * @param services how many services
   * @param appear judgements that hold by the draft alone
   * @param vanish judgements that hold by what is in force alone
   */
  public record Tried(int services, long appear, long vanish) {}

  /**
   * A scenario.
   *
   * @param path its file
   * @param name its name
   * @param problems how it ended otherwise than it says
   */
  public record Story(String path, String name, List<Problem> problems) {

    /** Copies the list. */
    public Story {
      problems = List.copyOf(problems);
    }
  }
}
