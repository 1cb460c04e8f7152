package org.latticework.featurizer.neighbor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.crystal.Structure;

class ImageGridTest {
  private static final double RADIUS = 4; // Å

  @Test
  void findsTheSameInOneBoxAndInMany() {
    Random random = new Random(11);
    boolean divided = false;
    for (int round = 0; round < 20; round++) {
      Structure structure = RandomCrystals.crystal(random, 300);
      WrappedCell cell = new WrappedCell(structure);
      ImageAtoms images = new ImageAtoms(cell, RADIUS);
      ImageGrid plain = new ImageGrid(images, RADIUS, 0); // nothing asked, nothing gained by boxes
      ImageGrid boxes = new ImageGrid(images, RADIUS, 1_000_000);
      divided |= !Arrays.equals(order(plain, images), order(boxes, images));
      for (int i = 0; i < cell.atoms(); i++) {
        assertThat(find(boxes, cell, images, i)).isEqualTo(find(plain, cell, images, i));
      }
    }
    assertThat(divided).isTrue();
  }

  private static int[] find(ImageGrid grid, WrappedCell cell, ImageAtoms images, int atom) {
    int[] found = new int[images.count() + 1];
    int count =
        grid.find(cell.cartesian(atom, 0), cell.cartesian(atom, 1), cell.cartesian(atom, 2), found);
    return Arrays.stream(found, 0, count).sorted().toArray();
  }

  private static int[] order(ImageGrid grid, ImageAtoms images) {
    return IntStream.range(0, images.count()).map(grid::image).toArray();
  }
}
