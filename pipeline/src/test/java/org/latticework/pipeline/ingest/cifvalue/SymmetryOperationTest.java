package org.latticework.pipeline.ingest.cifvalue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.featurizer.crystal.Vector3;

class SymmetryOperationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x,y,z; x,y,z",
        "-x+1/2, y, z+0.25; -x+0.5,y,z+0.25",
        "X-Y , X , Z; x-y,x,z",
        "1/2+x,.5-y,+z; x+0.5,-y+0.5,z",
        "'-1/4 + z',3/4-x,y; z+0.75,-x+0.75,y",
        "x-1,y+2,z-1.5; x,y,z+0.5",
        "z + 1/3,x+0.3333,y+0.667; z+0.3333333333333333,x+0.3333333333333333,y+0.6666666666666666",
        "5./8-x,y,z; -x+0.625,y,z"
      })
  void readsWhatFilesWrite(String text, String normal) throws CifException {
    assertThat(SymmetryOperation.parse(text.replace("'", ""))).hasToString(normal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "x,y",
        "x,y,z,t",
        "x,y,",
        "x,y,w",
        "x,y,2z",
        "x,y,z+z",
        "x,y,z+",
        "x,y,z1/2",
        "x,y,z+1/0",
        "x,y,z+1//2",
        "x,x,z",
        "x+y,x-y,z",
        "1,2,3",
        "x,y,--z",
        "x,y,z+1e3"
      })
  void refusesWhatIsNoOperation(String text) {
    assertThat(CifFaultTest.faultOf(() -> SymmetryOperation.parse(text)))
        .isNotNull()
        .extracting(CifException::fault)
        .isEqualTo(CifFault.BAD_SYMMETRY);
  }

  @Test
  void actsFromRightToLeft() throws CifException {
    SymmetryOperation screw = SymmetryOperation.parse("-y,x,z+1/4");
    SymmetryOperation glide = SymmetryOperation.parse("x+1/2,-y,z");
    assertThat(screw.after(glide)).hasToString("y,x+0.5,z+0.25");
    assertThat(screw.apply(new Vector3(0.1, 0.2, 0.3))).isEqualTo(new Vector3(-0.2, 0.1, 0.55));
  }
}
