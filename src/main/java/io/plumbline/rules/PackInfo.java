package io.plumbline.rules;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What a pack says of itself in its {@code pack.yaml}.
 *
 * @param owner who owns it
 * @param approvers who approves its changes
 * @param zone where its days are counted
 * @param stories what becomes of an edit when one of its scenarios ends otherwise
 */
public record PackInfo(
    Optional<String> owner, List<String> approvers, Optional<ZoneId> zone, Stories stories) {

  /** It says nothing. */
  public static final PackInfo NONE =
      new PackInfo(Optional.empty(), List.of(), Optional.empty(), Stories.HOLD);

  /** Copies the list. */
  public PackInfo {
    approvers = List.copyOf(approvers);
  }
}
