package io.plumbline.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.RuleSetActivated.Pack;
import io.plumbline.store.Cbor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is in force after activations of single packs, and after those of older versions. */
class RuleSetActivatedTest {

  private static final RuleSetActivated ALL =
      new RuleSetActivated(
          7, List.of(file("shop/a.yaml", "1"), file("standard/b.drl", "1")), "h7", "mia", "saved");

  /** As versions before packs were activated on their own kept it. */
  private record Old(
      long version, List<SourceFile> files, String hash, String author, String reason) {}

  @Test
  void anOlderEntryIsAboutAllPacksAsOne() {
    byte[] kept = Cbor.write(new Old(7, ALL.files(), "h7", "mia", "saved"));
    RuleSetActivated read = Cbor.read(kept, RuleSetActivated.class);
    assertThat(read).isEqualTo(ALL);
    Pack of = new Pack(7, "h7", "mia", "saved");
    assertThat(read.packs()).isEqualTo(Map.of("shop", of, "standard", of));
    assertThat(read.after(partial(6, file("crew/c.drl", "1")), RulesFolder::hash)).isEqualTo(read);
  }

  @Test
  void onePackTakesThePlaceOfItsOldVersionAndLeavesTheOthers() {
    RuleSetActivated next = partial(8, file("shop/a.yaml", "2"), file("shop/c.yaml", "2"));
    RuleSetActivated inForce = next.after(ALL, RulesFolder::hash);
    assertThat(inForce.files())
        .containsExactly(
            file("shop/a.yaml", "2"), file("shop/c.yaml", "2"), file("standard/b.drl", "1"));
    assertThat(inForce.hash()).isEqualTo(RulesFolder.hash(inForce.files()));
    assertThat(inForce.partial()).isFalse();
    assertThat(inForce.packs().get("standard")).isEqualTo(ALL.packs().get("standard"));
    assertThat(inForce.packs().get("shop").version()).isEqualTo(8);
    assertThat(Cbor.read(Cbor.write(next), RuleSetActivated.class)).isEqualTo(next);
  }

  @Test
  void aPackWithoutFilesCeasesToBe() {
    SortedMap<String, Pack> gone = new TreeMap<>(Map.of("shop", new Pack(8, "", "mia", "saved")));
    RuleSetActivated inForce =
        new RuleSetActivated(8, List.of(), "", "mia", "saved", gone, true)
            .after(ALL, RulesFolder::hash);
    assertThat(inForce.files()).containsExactly(file("standard/b.drl", "1"));
    assertThat(inForce.packs()).containsOnlyKeys("standard");
  }

  private static RuleSetActivated partial(long version, SourceFile... files) {
    SortedMap<String, Pack> packs = new TreeMap<>();
    Arrays.stream(files)
        .map(RuleSetActivated::packOf)
        .forEach(name -> packs.put(name, new Pack(version, "h" + version, "ben", "saved")));
    return new RuleSetActivated(
        version, List.of(files), "h" + version, "ben", "saved", packs, true);
  }

  private static SourceFile file(String path, String text) {
    return new SourceFile(path, text);
  }
}
