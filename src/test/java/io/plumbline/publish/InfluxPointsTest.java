package io.plumbline.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.report.Cast;
import java.util.List;
import org.junit.jupiter.api.Test;

class InfluxPointsTest {

  private static final String NOW = " 1795338720000000000";

  @Test
  void writesFiguresThatAreKnown() {
    assertThat(InfluxPoints.figures(ExampleBoard.checkout(Cast.NOW)))
        .containsExactly(
            "plumbline_objective,objective=checkout-availability,service=checkout,tier=gold"
                + " attainment_ratio=0.9988,budget_remaining_ratio=-0.2,burn_rate_1h=5.0"
                + ",burn_rate_5m=0.0,target_ratio=0.999,unknown_ratio=0.0"
                + NOW,
            "plumbline_capacity,resource=cpu,service=checkout,tier=gold"
                + " days_to_threshold=12.5,threshold_ratio=0.8,utilisation_ratio=0.71"
                + NOW,
            "plumbline_capacity,resource=disk,service=checkout,tier=gold"
                + " threshold_ratio=0.8,utilisation_ratio=0.3"
                + NOW);
  }

  @Test
  void countsClocksByStateAndShowsThatNoneIsLeft() {
    ServiceStanding checkout = ExampleBoard.checkout(Cast.NOW);
    assertThat(
            InfluxPoints.clocks(
                checkout,
                List.of(
                    new InfluxPoints.Clocks("checkout", "resolution", "1"),
                    new InfluxPoints.Clocks("checkout", "response", "2"),
                    new InfluxPoints.Clocks("checkout", "response", "3"))))
        .containsExactly(
            "plumbline_clock,priority=1,service=checkout,target=resolution,tier=gold"
                + " at_risk=1i,breached=0i,most_used_percent=80.0,next_due_seconds=3600.0"
                + ",paused=0i,running=2i"
                + NOW,
            "plumbline_clock,priority=2,service=checkout,target=response,tier=gold"
                + " at_risk=0i,breached=1i,most_used_percent=120.0,next_due_seconds=-3600.0"
                + ",paused=1i,running=0i"
                + NOW,
            "plumbline_clock,priority=3,service=checkout,target=response,tier=gold"
                + " at_risk=0i,breached=0i,paused=0i,running=0i"
                + NOW);
  }

  @Test
  void keepsApartEventsOfOneMoment() {
    FindingEvent raised = Events.raised("checkout");
    String line = InfluxPoints.event(raised);
    String time = line.substring(line.lastIndexOf(' ') + 1);

    assertThat(line)
        .startsWith(
            "plumbline_finding,change=raised,kind=breach,rule=Availability\\ missed"
                + ",service=checkout,severity=page id=\""
                + raised.finding().id()
                + "\",revision=1i,subject=\"checkout-availability\",text=\"checkout is at 99.871 %\" ");
    assertThat(InfluxPoints.event(raised)).isEqualTo(line);
    assertThat(time).startsWith("1795338000000").hasSize(19);
    assertThat(InfluxPoints.event(Events.raised("search"))).doesNotEndWith(time);
  }
}
