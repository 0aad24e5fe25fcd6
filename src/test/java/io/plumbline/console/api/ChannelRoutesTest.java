package io.plumbline.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.console.TestServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelRoutesTest {

  private final List<String> asked = new ArrayList<>();
  private final TestServer server = new TestServer(new ChannelRoutes(new Desk())::mount);

  private final class Desk implements ChannelDesk {

    @Override
    public List<Channel> channels() {
      return List.of(
          new Channel("ops", "plumbline", "active", 3, 2),
          new Channel("old", "alertmanager", "disabled", 0, 7));
    }

    @Override
    public int replay(String delivery) {
      asked.add("replay " + delivery);
      return delivery.equals("dead.ops.abc.0000000001") ? 1 : 0;
    }

    @Override
    public int replayAll(String channel) {
      if (channel.equals("old")) {
        throw new IllegalStateException("old is disabled; enable it first");
      }
      return 2;
    }

    @Override
    public void enable(String channel) {
      asked.add("enable " + channel);
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void listsTheReceivers() throws Exception {
    HttpResponse<String> answer = server.get("/api/v1/channels");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"items\":[{\"name\":\"ops\",\"format\":\"plumbline\",\"state\":\"active\",\"pending\":3,\"dead\":2},"
                + "{\"name\":\"old\",\"format\":\"alertmanager\",\"state\":\"disabled\",\"pending\":0,\"dead\":7}]}");
  }

  @Test
  void sendsOneDeadLetterOrAllOfAReceiverAgain() throws Exception {
    assertThat(server.post("/api/v1/deliveries/dead.ops.abc.0000000001/replay").body())
        .isEqualTo("{\"replayed\":1}");
    assertThat(server.post("/api/v1/channels/ops/replay").body()).isEqualTo("{\"replayed\":2}");
    assertThat(server.post("/api/v1/channels/old/enable").body()).contains("\"name\":\"old\"");
    assertThat(asked).containsExactly("replay dead.ops.abc.0000000001", "enable old");
  }

  @Test
  void saysWhatIsNotThereAndWhatIsNotPossible() throws Exception {
    HttpResponse<String> none = server.post("/api/v1/deliveries/dead.ops.x.0000000001/replay");
    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(none.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(server.post("/api/v1/channels/nobody/replay").statusCode()).isEqualTo(404);
    assertThat(server.post("/api/v1/channels/nobody/enable").statusCode()).isEqualTo(404);
    HttpResponse<String> disabled = server.post("/api/v1/channels/old/replay");
    assertThat(disabled.statusCode()).isEqualTo(409);
    assertThat(disabled.body()).contains("enable it first");
    assertThat(asked).containsExactly("replay dead.ops.x.0000000001");
  }
}
