package org.latticework.featurizer.neighbor;

import java.util.Arrays;

/**
 * Images of atoms sorted into the boxes of a Cartesian grid, so that those near a point are found
 * by looking into few boxes. The grid of a small cell has one box, and looking is a plain loop over
 * all images; in large cells, boxes make the cost of an atom independent of the number of atoms.
 */
final class ImageGrid {
  private static final double BOXES_PER_RADIUS = 2;
  // A column of boxes costs as much as so many images looked at; measured, and not sharp.
  private static final double COLUMN_COST = 10;
  private static final double SORTING_COST = 15;

  private final double radius;
  private final double[] low = new double[3]; // corner of the grid, Å
  private final double[] edge = new double[3]; // of a box, Å
  private final int[] boxes = new int[3]; // along x, y, z
  private final int[] starts; // boxes + 1; where each box begins in the arrays below
  private final int[] ids; // M; numbers of the images, box after box
  private final double[] x; // M; Å
  private final double[] y;
  private final double[] z;

  /**
   * @param radius how far {@link #find} looks, Å
   * @param points how often it will be asked
   */
  ImageGrid(ImageAtoms images, double radius, int points) {
    this.radius = radius;
    int count = images.count();
    divide(images, points);
    int[] box = new int[count];
    starts = new int[boxes[0] * boxes[1] * boxes[2] + 1];
    for (int k = 0; k < count; k++) {
      box[k] = boxOf(images.position(k, 0), images.position(k, 1), images.position(k, 2));
      starts[box[k] + 1]++;
    }
    for (int b = 1; b < starts.length; b++) {
      starts[b] += starts[b - 1];
    }
    int[] next = starts.clone();
    ids = new int[count];
    x = new double[count];
    y = new double[count];
    z = new double[count];
    for (int k = 0; k < count; k++) {
      int place = next[box[k]]++;
      ids[place] = k;
      x[place] = images.position(k, 0);
      y[place] = images.position(k, 1);
      z[place] = images.position(k, 2);
    }
  }

  /** Chooses between one box and boxes of about half a radius, whichever costs less. */
  private void divide(ImageAtoms images, int points) {
    double[] extent = new double[3];
    double volume = 1;
    for (int axis = 0; axis < 3; axis++) {
      low[axis] = images.least(axis);
      extent[axis] = images.greatest(axis) - low[axis];
      volume *= Math.max(extent[axis], radius);
    }
    // A slanted cell fills its bounding box thinly: no more boxes than images, or so.
    double wanted = Math.max(radius / BOXES_PER_RADIUS, Math.cbrt(volume / images.count()));
    double near = 1;
    double all = 1;
    for (int axis = 0; axis < 3; axis++) {
      boxes[axis] = 1 + (int) (extent[axis] / wanted);
      all *= boxes[axis];
      near *= Math.min(boxes[axis], 2 + 2 * radius / wanted);
    }
    double columns = near / Math.min(boxes[2], 2 + 2 * radius / wanted);
    double plain = (double) points * images.count();
    double sorted =
        points * (near / all * images.count() + columns * COLUMN_COST)
            + SORTING_COST * images.count();
    if (plain <= sorted) {
      Arrays.fill(boxes, 1);
    }
    for (int axis = 0; axis < 3; axis++) {
      edge[axis] = extent[axis] / boxes[axis];
    }
  }

  private int boxOf(double px, double py, double pz) {
    return (box(px, 0) * boxes[1] + box(py, 1)) * boxes[2] + box(pz, 2);
  }

  /** Returns the box along an axis, the first or last for what lies outside. */
  private int box(double position, int axis) {
    if (boxes[axis] == 1) {
      return 0;
    }
    int box = (int) ((position - low[axis]) / edge[axis]);
    return Math.max(0, Math.min(boxes[axis] - 1, box));
  }

  /** Returns the number of the image at a place, images of one box standing together. */
  int image(int place) {
    return ids[place];
  }

  /**
   * Finds the images within the radius of a point.
   *
   * @param found receives their numbers, in any order; has room for all M, and one more
   * @return how many there are
   */
  int find(double px, double py, double pz, int[] found) {
    int lastX = box(px + radius, 0);
    int firstY = box(py - radius, 1);
    int lastY = box(py + radius, 1);
    double limit = radius * radius;
    int count = 0;
    for (int bx = box(px - radius, 0); bx <= lastX; bx++) {
      double beyondX = limit - square(gap(px, bx, 0));
      for (int by = firstY; by <= lastY; by++) {
        double beyondY = beyondX - square(gap(py, by, 1));
        if (beyondY < 0) {
          continue;
        }
        double reach = Math.sqrt(beyondY);
        int column = (bx * boxes[1] + by) * boxes[2];
        int end = starts[column + box(pz + reach, 2) + 1];
        for (int k = starts[column + box(pz - reach, 2)]; k < end; k++) {
          double squared = square(x[k] - px) + square(y[k] - py) + square(z[k] - pz);
          found[count] = ids[k];
          count += squared <= limit ? 1 : 0;
        }
      }
    }
    return count;
  }

  /** Returns how far a coordinate is from the nearest point of a box along an axis, Å. */
  private double gap(double position, int box, int axis) {
    double below = low[axis] + box * edge[axis] - position;
    return Math.max(0, Math.max(below, -below - edge[axis]));
  }

  private static double square(double number) {
    return number * number;
  }
}
