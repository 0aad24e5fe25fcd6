package io.plumbline.app.publishing;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Whether somebody may do something about a pack. */
final class Permission {

  private Permission() {}

  /**
   * Asks for one of some roles.
   *
   * @throws RefusedActException if the daemon publishes on save, or the caller has none of them
   */
  static void asked(PublishingRules rules, Caller caller, String pack, Role.Kind... kinds)
      throws RefusedActException {
    if (Arrays.stream(kinds).noneMatch(kind -> caller.may(kind, pack))) {
      String roles =
          Arrays.stream(kinds)
              .map(kind -> new Role(kind, pack).toString())
              .collect(Collectors.joining(" or "));
      throw RefusedActException.forbidden(
          "%s has not the role %s; make a token with it: plumbline token --name NAME --role %s"
              .formatted(caller.name(), roles, new Role(kinds[0], pack)));
    }
    if (!rules.approved()) {
      throw RefusedActException.conflict(
          "rules.publish is on-save: what is saved in the rules folder is live; set it to approved for drafts");
    }
  }
}
