package io.plumbline.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.publish.ChannelQueue.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChannelQueueTest {

  private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

  private final ChannelQueue queue = new ChannelQueue(2);

  private void add(String finding, int revision) {
    queue.add(new DeliveryKey(finding, revision), NOW, NOW);
  }

  private String take(Instant now) {
    return queue.take(now).map(e -> e.key().finding() + e.key().revision()).orElse("nothing");
  }

  @Test
  void sendsOneEventOfAFindingAtATime() {
    add("a", 1);
    add("a", 2);
    add("b", 1);

    Entry first = queue.take(NOW).orElseThrow();
    assertThat(first.key()).isEqualTo(new DeliveryKey("a", 1));
    assertThat(take(NOW)).isEqualTo("b1");
    queue.done(first);
    assertThat(take(NOW)).isEqualTo("a2");
    assertThat(queue.size()).isEqualTo(2);
  }

  @Test
  void lettersOfOtherFindingsOvertakeOneThatMustWait() {
    add("a", 1);
    add("a", 2);
    queue.again(queue.take(NOW).orElseThrow(), NOW.plusSeconds(5));
    add("b", 1);

    assertThat(take(NOW)).isEqualTo("b1");
    assertThat(take(NOW.plusSeconds(4))).isEqualTo("nothing");
    assertThat(queue.nextDue()).contains(NOW.plusSeconds(5));
    assertThat(take(NOW.plusSeconds(5))).isEqualTo("a1");
  }

  @Test
  void hasNoMoreUnderWayThanAllowed() {
    add("a", 1);
    add("b", 1);
    add("c", 1);
    Entry a = queue.take(NOW).orElseThrow();
    queue.take(NOW).orElseThrow();

    assertThat(take(NOW)).isEqualTo("nothing");
    assertThat(queue.nextDue()).isEmpty();
    queue.done(a);
    assertThat(take(NOW)).isEqualTo("c1");
  }

  @Test
  void holdsStillWhileTheReceiverAsksForIt() {
    add("a", 1);
    queue.pause(NOW.plusSeconds(60));
    queue.pause(NOW.plusSeconds(30));

    assertThat(take(NOW.plusSeconds(59))).isEqualTo("nothing");
    assertThat(queue.nextDue()).contains(NOW.plusSeconds(60));
    assertThat(take(NOW.plusSeconds(60))).isEqualTo("a1");
  }

  @Test
  void takesAnEventOnlyOnce() {
    assertThat(queue.add(new DeliveryKey("a", 1), NOW, NOW)).isTrue();
    assertThat(queue.add(new DeliveryKey("a", 1), NOW, NOW)).isFalse();
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void putsAnEarlierEventOfAFindingFirstHoweverItCame() {
    add("a", 2);
    add("a", 1);
    assertThat(take(NOW)).isEqualTo("a1");
  }

  @Test
  void settlesEverythingInOrderWhateverFails() {
    for (long seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      ChannelQueue many = new ChannelQueue(4);
      Map<DeliveryKey, Integer> told =
          new TreeMap<>(
              (x, y) -> (x.finding() + x.revision()).compareTo(y.finding() + y.revision()));
      Map<String, Integer> newest = new TreeMap<>();
      List<Entry> underWay = new ArrayList<>();
      Instant now = NOW;
      int added = 0;
      while (added < 60 || many.size() > 0) {
        if (added < 60 && random.nextInt(3) == 0) {
          String finding = "f" + random.nextInt(6);
          many.add(new DeliveryKey(finding, newest.merge(finding, 1, Integer::sum)), now, now);
          added++;
        }
        many.take(now).ifPresent(underWay::add);
        assertThat(underWay.stream().map(e -> e.key().finding()).distinct().count())
            .isEqualTo(underWay.size())
            .isLessThanOrEqualTo(4);
        if (!underWay.isEmpty() && random.nextBoolean()) {
          Entry entry = underWay.remove(random.nextInt(underWay.size()));
          if (random.nextInt(3) == 0) {
            many.again(entry, now.plusSeconds(random.nextInt(20)));
          } else {
            many.done(entry);
            DeliveryKey key = entry.key();
            assertThat(told.put(key, 1)).isNull();
            assertThat(
                    key.revision() == 1
                        || told.containsKey(new DeliveryKey(key.finding(), key.revision() - 1)))
                .as("seed %d: %s after the one before", seed, key)
                .isTrue();
          }
        }
        now = now.plusSeconds(1);
      }
      assertThat(told).hasSize(60);
      assertThat(many.nextDue()).isEqualTo(Optional.empty());
    }
  }
}
