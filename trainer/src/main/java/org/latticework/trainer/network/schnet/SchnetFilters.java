package org.latticework.trainer.network.schnet;

import java.util.ArrayList;
import java.util.List;
import org.latticework.trainer.network.Parameters;
import org.latticework.trainer.program.Function;
import org.latticework.trainer.program.basis.CosineCutoff;
import org.latticework.trainer.program.basis.Gaussians;

/**
 * The filters of a trained SchNet: of each block a function of the distance with F channels,
 *
 * <p>f(r) = c(r) (W₁ᵀ ssp(W₀ᵀ e(r) + b₀) + b₁),
 *
 * <p>with Gaussians e and the cutoff function c; Schütt et al., J. Chem. Phys. 148, 241722 (2018).
 * They are evaluated in double, without the table that the network interpolates in.
 */
public final class SchnetFilters {
  private final SchnetConfig config;
  private final Gaussians gaussians;
  private final List<Layer> hidden = new ArrayList<>(); // by block
  private final List<Layer> output = new ArrayList<>();

  /** Loads the filters of a network. */
  public SchnetFilters(SchnetConfig config, Parameters parameters) {
    this.config = config;
    this.gaussians = SchnetProgram.gaussians(config.basis());
    for (int t = 0; t < config.blocks(); t++) {
      hidden.add(new Layer(parameters, SchnetProgram.block(t) + SchnetProgram.FILTER_HIDDEN));
      output.add(new Layer(parameters, SchnetProgram.block(t) + SchnetProgram.FILTER));
    }
  }

  /** A linear map. */
  private static final class Layer {
    private final float[] weights; // inputs × outputs
    private final float[] bias; // outputs

    Layer(Parameters parameters, String name) {
      weights = parameters.values(name + "Weights");
      bias = parameters.values(name + "Bias");
    }

    double[] of(double[] x) {
      double[] y = new double[bias.length];
      for (int c = 0; c < y.length; c++) {
        y[c] = bias[c];
        for (int k = 0; k < x.length; k++) {
          y[c] += x[k] * weights[k * y.length + c];
        }
      }
      return y;
    }
  }

  /** Returns T. */
  public int blocks() {
    return config.blocks();
  }

  /** Returns the longest distance that they are functions of, Å. */
  public double cutoff() {
    return config.basis().cutoff();
  }

  /**
   * Evaluates the filters of a block.
   *
   * @param block 0 … T − 1
   * @param distance r, from 0 to the cutoff, Å
   * @return F numbers
   */
  public double[] at(int block, double distance) {
    double[] expanded = new double[gaussians.size()];
    gaussians.evaluate(distance, expanded);
    double[] inner = hidden.get(block).of(expanded);
    for (int c = 0; c < inner.length; c++) {
      inner[c] = Function.SHIFTED_SOFTPLUS.value(inner[c]);
    }
    double[] filters = output.get(block).of(inner);
    if (config.cutoffFunction() == CutoffFunction.COSINE) {
      double[] factor = new double[1];
      new CosineCutoff(cutoff()).evaluate(distance, factor);
      for (int c = 0; c < filters.length; c++) {
        filters[c] *= factor[0];
      }
    }
    return filters;
  }
}
