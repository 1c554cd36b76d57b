// A model of every kind of part, small enough to know by heart.
#pragma once

#include <gmock/gmock.h>

#include <cmath>

#include "analyzers/risk/model.h"

namespace gate::risk {

inline Model small_model() {
  using history::Metric;
  Model model{.name = "small",
              .provenance = "made up",
              .licence = "none",
              .calibration = "none",
              .gate = "0.1.0",
              .rows = 100,
              .buggy = 20,
              .base_rate = 0.25};
  for (int i = 0; i <= 100; ++i) model.quantiles.push_back(i / 100.0);
  model.inputs = {{Form::log, Metric::lines_added},
                  {Form::log_ratio, Metric::lines_added, Metric::files},
                  {Form::plain, Metric::fix}};
  Linear linear{.intercept = -0.5, .idf_step = 0.001, .weight_step = 0.0001};
  linear.inputs = {{3, 1, 0.5}, {2, 0.5, 0.25}, {0.2, 0.4, 0}};
  linear.tokens = {{4, 2000, 3000}, {70, 1000, 0}, {131071, 65535, -32767}};
  Trees trees{.base = 0.25, .step = 0.001};
  Tree first{{{.input = 0, .unknown_left = true, .threshold = 2.5f, .right = 2, .left_share = 0.25},
              {.value = -300 * 0.001},
              {.input = 2, .threshold = 0.5f, .right = 4, .left_share = 0.75},
              {.value = 100 * 0.001},
              {.value = 32767 * 0.001}}};
  Tree second{{{.value = -7 * 0.001}}};
  trees.trees = {first, second};
  model.parts = {{"words", 0.5, linear}, {"trees", 2, trees}};
  model.intercept = -1;
  return model;
}

inline Row small_row() {
  Row row;
  row.metrics[history::Metric::lines_added] = 40;
  row.metrics[history::Metric::files] = 4;
  row.metrics[history::Metric::fix] = 1;
  row.tokens = {{4, 2}, {5, 1}, {70, 1}, {131071, 3}};
  return row;
}

}  // namespace gate::risk
