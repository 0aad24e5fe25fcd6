package io.plumbline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.fact.Kind;
import io.plumbline.fact.Severity;
import io.plumbline.finding.Finding;
import io.plumbline.store.Batch;
import io.plumbline.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who names a finding gets it, or learns what to write instead. */
class NamedFindingTest {

  @TempDir Path folder;

  @Test
  void anIdOrAsMuchOfItAsNoOtherSharesNamesAFinding() {
    try (Store store = Store.open(folder)) {
      FindingStore archive = new FindingStore(store);
      Batch batch = new Batch();
      for (String id : new String[] {"ab01", "ab02", "cd03", "ab0"}) {
        archive.put(batch, finding(id));
      }
      store.write(batch, false);

      assertThat(NamedFinding.of(archive, "cd").finding()).map(Finding::id).contains("cd03");
      assertThat(NamedFinding.of(archive, "ab02").finding()).map(Finding::id).contains("ab02");
      // A whole id is meant before the begin of others.
      assertThat(NamedFinding.of(archive, "ab0").finding()).map(Finding::id).contains("ab0");

      NamedFinding many = NamedFinding.of(archive, "ab");
      assertThat(many.ambiguous()).isTrue();
      assertThat(many.why())
          .isEqualTo(
              "3 findings begin with \"ab\": ab0 (told ab0), ab01 (told ab01), ab02 (told ab02);"
                  + " write more of the one you mean");
      assertThat(NamedFinding.of(archive, "zz").why())
          .startsWith("there is no finding \"zz\"; ids are listed at");
      assertThat(NamedFinding.of(archive, "").finding()).isEmpty();
      assertThat(NamedFinding.of(archive, "o").finding()).isEmpty();
    }
  }

  private static Finding finding(String id) {
    Instant at = Instant.parse("2026-11-02T09:00:00Z");
    return new Finding(
        id,
        Kind.BREACH,
        Severity.PAGE,
        "till",
        "s",
        "m",
        "rule",
        "standard/a.drl:1",
        "",
        "",
        "",
        "told " + id,
        at,
        at,
        Finding.State.OPEN,
        Optional.empty(),
        "",
        1,
        "hash",
        Map.of());
  }
}
