package io.plumbline.app.publishing;

import io.plumbline.signal.RulesAct;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody did about a pack, in the API.
 *
 * @param act the kind, as {@link RulesAct.Kind} has it
 * @param hash of the draft it is about
 * @param files the text that was drafted
 */
record ActAnswer(
    String act,
    Instant at,
    String by,
    Optional<String> reason,
    Optional<String> hash,
    Optional<Instant> effectiveFrom,
    Optional<Long> version,
    Optional<Map<String, String>> files) {

  static ActAnswer of(RulesAct act) {
    return new ActAnswer(
        act.kind().name().toLowerCase(Locale.ROOT),
        act.at(),
        act.by(),
        Optional.of(act.reason()).filter(text -> !text.isEmpty()),
        Optional.of(act.hash()).filter(text -> !text.isEmpty()),
        act.effectiveFrom(),
        Optional.of(act.version()).filter(version -> version > 0),
        Optional.of(DraftAnswer.texts(act.files()))
            .filter(files -> act.kind() == RulesAct.Kind.DRAFTED)
            .map(files -> files));
  }
}
