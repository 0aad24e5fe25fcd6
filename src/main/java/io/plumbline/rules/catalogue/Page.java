package io.plumbline.rules.catalogue;

import io.plumbline.rules.Problem;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Where problems of one file go.
 *
 * @param path path of the file below the rules folder
 * @param problems the list that gathers the problems of all files
 */
public record Page(String path, List<Problem> problems) {

  /** Notes a problem on the line where a node begins. */
  public void problem(Node node, String what, String instead) {
    problem(lineOf(node), what, instead);
  }

  /** Notes a problem on a line counted from 1. */
  public void problem(int line, String what, String instead) {
    problems.add(new Problem(path, line, what, instead));
  }

  /** The line on which a node begins, from 1. */
  public static int lineOf(Node node) {
    return lineOf(node.getStartMark());
  }

  /** The line of a mark, from 1. */
  public static int lineOf(Mark mark) {
    return mark.getLine() + 1;
  }
}
