# Pools the comparisons of a review, outcome by outcome, with metafor.
#
#   trial-curator export lupus.curator lupus.csv
#   Rscript metafor.R lupus.csv
#
# Each comparison and outcome is pooled in one of three ways: from the events of both arms (risk ratio), from their
# means (mean difference), or from the effects as reported (yi and sei, ratios as logarithms). The random-effects model is REML
# with the Knapp-Hartung adjustment. Rows of drafts are left out.

suppressPackageStartupMessages(library(metafor))

arguments <- commandArgs(trailingOnly = TRUE)
file <- if (length(arguments) > 0) arguments[1] else "lupus.csv"

rows <- read.csv(file, encoding = "UTF-8", na.strings = "", check.names = FALSE, stringsAsFactors = FALSE)

# A text that a spreadsheet would take for a formula has an apostrophe in front; drop it.
texts <- vapply(rows, is.character, logical(1))
rows[texts] <- lapply(rows[texts], function(column) sub("^'", "", column))

rows <- rows[rows$status == "complete", ]

filled <- function(rows, names) rowSums(is.na(rows[names])) == 0

pool <- function(rows) {
  arms <- filled(rows, c("ai", "n1i", "ci", "n2i"))
  means <- filled(rows, c("m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"))
  effects <- filled(rows, c("yi", "sei"))

  if (sum(arms) >= 2 && sum(arms) >= sum(means) && sum(arms) >= sum(effects)) {
    found <- escalc(measure = "RR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = rows[arms, ], slab = study)
    return(list(model = rma(yi, vi, data = found, method = "REML", test = "knha"), back = exp, name = "risk ratio"))
  }
  if (sum(means) >= 2 && sum(means) >= sum(effects)) {
    # Means on different scales are compared in standard deviations.
    same_unit <- length(unique(rows$unit[means])) == 1
    found <- escalc(
      measure = if (same_unit) "MD" else "SMD",
      m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, data = rows[means, ], slab = study
    )
    return(list(model = rma(yi, vi, data = found, method = "REML", test = "knha"), back = identity,
                name = if (same_unit) "mean difference" else "standardised mean difference"))
  }
  # Effects are pooled only with others of the same measure: a hazard ratio is no odds ratio.
  usual <- names(sort(table(rows$measure[effects]), decreasing = TRUE))
  if (length(usual) == 0) return(NULL)
  same <- effects & !is.na(rows$measure) & rows$measure == usual[1]
  if (sum(same) < 2) return(NULL)
  model <- rma(yi, sei = sei, data = rows[same, ], slab = study, method = "REML", test = "knha")
  back <- if (all(rows$scale[same] == "log")) exp else identity
  list(model = model, back = back, name = usual[1])
}

# A therapy against placebo is another question than the same therapy against usual care.
rows$comparison <- paste(ifelse(is.na(rows$therapies), "no therapy named", rows$therapies), "versus",
                         ifelse(is.na(rows$comparators), "nothing named", rows$comparators))

for (outcome in sort(unique(rows$outcome))) {
  of_outcome <- rows[rows$outcome == outcome & !is.na(rows$outcome), ]
  for (comparison in sort(unique(of_outcome$comparison))) {
    of_both <- of_outcome[of_outcome$comparison == comparison, ]

    if (anyDuplicated(of_both$study_id)) {
      cat(sprintf("%s, %s: some study has several rows; choose one of each before pooling.\n", comparison, outcome))
      next
    }
    pooled <- pool(of_both)
    if (is.null(pooled)) {
      cat(sprintf("%s, %s: fewer than two studies can be pooled.\n", comparison, outcome))
      next
    }
    shown <- pooled$back(c(pooled$model$beta[1], pooled$model$ci.lb, pooled$model$ci.ub))
    cat(sprintf(
      "%s, %s: %s %.2f [%.2f, %.2f], %d studies, I2 = %.0f%%\n",
      comparison, outcome, pooled$name, shown[1], shown[2], shown[3], pooled$model$k, pooled$model$I2
    ))
  }
}
