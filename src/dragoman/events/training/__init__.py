"""How the model is made: the corpus of our own sentences in, ONNX file and card out. Needs the extra `train`."""
