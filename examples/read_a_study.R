# Shows: a study's export in R - paired differences between two scenarios, their interval, and what they hang on.
# Takes about a second; needs nothing but R for CSV, the package arrow for Parquet.
#
#   crm-adoption sweep examples/study.toml
#   crm-adoption study export study.duckdb --out tables                (or --format csv)
#   Rscript examples/read_a_study.R tables aligned_kpis no_programme

args <- commandArgs(trailingOnly = TRUE)
folder <- if (length(args) >= 1) args[1] else "tables"

read_table <- function(name) {
  parquet <- file.path(folder, paste0(name, ".parquet"))
  if (file.exists(parquet) && requireNamespace("arrow", quietly = TRUE)) {
    return(as.data.frame(arrow::read_parquet(parquet)))
  }
  read.csv(file.path(folder, paste0(name, ".csv")), check.names = FALSE)
}

results <- read_table("results")
results <- results[results$department == "company" & results$month == max(results$month), ]
scenarios <- unique(results$scenario)
one <- if (length(args) >= 2) args[2] else tail(scenarios, 1)
other <- if (length(args) >= 3) args[3] else scenarios[1]

# Replicate k is the same people and chance in both scenarios: differences are taken run by run.
key <- c("point", "replicate")
pairs <- merge(results[results$scenario == one, ], results[results$scenario == other, ], by = key)
pairs$gain <- pairs$deep_use.x - pairs$deep_use.y

# Points are what varies; replicates at one point share it, so the test is over the means of points.
by_point <- aggregate(gain ~ point, data = pairs, FUN = mean)
if (nrow(by_point) > 1) {
  test <- t.test(by_point$gain)
  cat(sprintf("%s against %s: %+.2f points (95 %% %.2f to %.2f) over %d design points\n", one, other,
              100 * test$estimate, 100 * test$conf.int[1], 100 * test$conf.int[2], nrow(by_point)))
}

uncertain <- read_table("uncertainties")$uncertainty
points <- unique(results[, c("point", uncertain), drop = FALSE])
joined <- merge(by_point, points, by = "point")
if (nrow(joined) > length(uncertain) + 2) {
  scaled <- as.data.frame(scale(joined[, uncertain, drop = FALSE]))
  names(scaled) <- make.names(names(scaled))
  print(summary(lm(joined$gain ~ ., data = scaled)))
}
