package io.plumbline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.fact.Kind;
import io.plumbline.fact.Severity;
import io.plumbline.finding.FindingEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingFeedTest {

  @Test
  void tellsThoseWhoListenAtThatMomentInOrder() {
    FindingFeed feed = new FindingFeed();
    FindingEvent first = event("first");
    FindingEvent second = event("second");
    FindingEvent third = event("third");
    List<FindingEvent> heard = new ArrayList<>();

    feed.publish(List.of(first));
    Runnable end = feed.subscribe(heard::add);
    feed.publish(List.of(second, third));
    end.run();
    feed.publish(List.of(first));

    assertThat(heard).containsExactly(second, third);
  }

  private static FindingEvent event(String rule) {
    return new FindingEvent(
        FindingEvent.Change.RAISED,
        Cast.finding(Kind.BREACH, Severity.PAGE, "a", rule, "text", Cast.NOW),
        Cast.NOW,
        Cast.NOW);
  }
}
