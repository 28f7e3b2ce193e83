% W1 on whole blocks of paths, one path a column: octave_blocks.m PATHS BLOCK
arguments = argv();
paths = str2double(arguments{1});
most = str2double(arguments{2});
closes_per_path = 756;
window = 20;
deviation = 0.60 / sqrt(252);
step = (0.04 - 0.60^2 / 2) / 252;
randn("state", 1);
prices = 0;
days = 0;
triggered = 0;
done = 0;
tic;
while done < paths
  block = min(most, paths - done);
  closes = 8 * exp(cumsum(step + deviation * randn(closes_per_path, block)));
  averages = filter(ones(window, 1) / window, 1, closes);
  prices += sum(max(4.90, min(7.00, averages(end, :))));
  above = cumsum(closes >= 12.5);
  above(window + 1:end, :) -= above(1:end - window, :);
  [full, row] = max(above(window:end, :) == window);
  triggered += sum(full);
  days += sum(row(full) + window - 2);   % rows count from 1, days from 0
  done += block;
endwhile
seconds = toc;
printf("version=Octave-%s paths=%d seconds=%.6f price=%.6f share=%.6f day=%.4f\n", version(), paths, seconds, ...
       prices / paths, triggered / paths, days / max(triggered, 1));
