package io.plumbline;

/** Entry point of the program. */
public final class Plumbline {

  private Plumbline() {}

  /** Turns arguments into a command and its exit code. */
  public static void main(String[] args) {
    System.out.println("plumbline");
  }
}
