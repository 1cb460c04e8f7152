package org.latticework.trainer.program;

import org.latticework.trainer.network.Parameter;

/** How the weights and biases of linear maps begin. */
public enum Initialization {
  /** Weights and biases uniform in ± 1/√inputs, as PyTorch begins them. */
  PYTORCH {
    @Override
    Parameter weights(String name, int inputs, int outputs) {
      return Parameter.weights(name, inputs, outputs);
    }

    @Override
    Parameter bias(String name, int inputs, int outputs) {
      return Parameter.bias(name, inputs, outputs);
    }
  },
  /** Weights uniform in ± √(6 / (inputs + outputs)), biases 0: Glorot and Bengio (2010), eq. 16. */
  GLOROT {
    @Override
    Parameter weights(String name, int inputs, int outputs) {
      return Parameter.uniform(name, inputs, outputs, Math.sqrt(6.0 / (inputs + outputs)));
    }

    @Override
    Parameter bias(String name, int inputs, int outputs) {
      return Parameter.constant(name, outputs, 0);
    }
  },
  /** Weights normal with variance 1/inputs, biases 0. */
  NORMAL {
    @Override
    Parameter weights(String name, int inputs, int outputs) {
      return Parameter.normal(name, inputs, outputs, 1 / Math.sqrt(inputs));
    }

    @Override
    Parameter bias(String name, int inputs, int outputs) {
      return Parameter.constant(name, outputs, 0);
    }
  };

  abstract Parameter weights(String name, int inputs, int outputs);

  abstract Parameter bias(String name, int inputs, int outputs);
}
