package io.plumbline.testing;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Ends a daemon as a power cut would when it comes to a line of a method. It watches through the
 * debugger interface of the JDK, so the product holds nothing for it.
 */
public final class KillerAtLine implements AutoCloseable {

  private final ListeningConnector connector =
      Bootstrap.virtualMachineManager().listeningConnectors().stream()
          .filter(c -> c.name().equals("com.sun.jdi.SocketListen"))
          .findFirst()
          .orElseThrow();
  private final Map<String, Connector.Argument> arguments = connector.defaultArguments();
  private final Set<Long> before =
      ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
  private final CompletableFuture<String> killed = new CompletableFuture<>();
  private final Thread thread = new Thread(this::watch, "debugger");
  private final String type;
  private final String method;
  private final Random random;
  private final int visits;
  private final String address;

  /**
   * Listens for the one process that is started next with {@link #environment()}.
   *
   * @param type full name of the class
   * @param method name of the method; each of its lines is as likely
   * @param visits at which visit of the line
   * @param random chooses the line
   */
  public KillerAtLine(String type, String method, int visits, Random random) {
    this.type = type;
    this.method = method;
    this.visits = visits;
    this.random = random;
    arguments.get("localAddress").setValue("127.0.0.1");
    arguments.get("port").setValue("0");
    try {
      address = connector.startListening(arguments);
    } catch (IOException | IllegalConnectorArgumentsException e) {
      throw new IllegalStateException("no debugger can listen", e);
    }
    thread.setDaemon(true);
    thread.start();
  }

  /** What the process must have in its environment. */
  public Map<String, String> environment() {
    String port = address.substring(address.lastIndexOf(':') + 1);
    return Map.of(
        "JAVA_TOOL_OPTIONS",
        "-agentlib:jdwp=transport=dt_socket,server=n,address=127.0.0.1:" + port);
  }

  /** Completes with the line at which it killed; never when the process does not come to it. */
  public CompletableFuture<String> killed() {
    return killed;
  }

  private void watch() {
    try {
      VirtualMachine machine = connector.accept(arguments);
      ClassPrepareRequest prepared = machine.eventRequestManager().createClassPrepareRequest();
      prepared.addClassFilter(type);
      prepared.enable();
      while (true) {
        EventSet events = machine.eventQueue().remove();
        for (Event event : events) {
          if (event instanceof ClassPrepareEvent loaded) {
            stopAt(machine, loaded.referenceType());
          } else if (event instanceof BreakpointEvent hit) {
            kill();
            killed.complete(String.valueOf(hit.location()));
          }
        }
        events.resume();
      }
    } catch (VMDisconnectedException | InterruptedException end) {
      // The process has ended, by this or otherwise.
      Thread.currentThread().interrupt();
    } catch (IOException | IllegalConnectorArgumentsException | AbsentInformationException e) {
      killed.completeExceptionally(e);
    }
  }

  private void stopAt(VirtualMachine machine, ReferenceType loaded)
      throws AbsentInformationException {
    List<Location> lines =
        loaded.methodsByName(method).stream()
            .flatMap(
                m -> {
                  try {
                    return m.allLineLocations().stream();
                  } catch (AbsentInformationException e) {
                    throw new IllegalStateException("compiled without lines: " + m, e);
                  }
                })
            .toList();
    if (lines.isEmpty()) {
      killed.completeExceptionally(
          new IllegalStateException("there is no method " + type + "." + method));
      return;
    }
    BreakpointRequest stop =
        machine
            .eventRequestManager()
            .createBreakpointRequest(lines.get(random.nextInt(lines.size())));
    stop.addCountFilter(visits);
    stop.enable();
  }

  private void kill() {
    ProcessHandle.current()
        .children()
        .filter(child -> !before.contains(child.pid()))
        .forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      connector.stopListening(arguments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalConnectorArgumentsException e) {
      throw new IllegalStateException(e);
    }
  }
}
