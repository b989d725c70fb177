using CsCheck;
using IotLink.Core.Quality;

namespace IotLink.Tests.Core.Quality;

public sealed class QualityScoreTests
{
    [Theory]
    [InlineData(100, 0, 0, 0, 0, 0, 0, 0, 100)]
    [InlineData(100, 10, 0, 0, 0, 0, 0, 0, 90)]
    [InlineData(100, 0, 10, 0, 0, 0, 0, 0, 95)]
    [InlineData(100, 0, 0, 10, 0, 0, 0, 0, 97.5)]
    [InlineData(100, 0, 0, 0, 200, 50, 0, 0, 93.7)]
    [InlineData(100, 10, 0, 0, 100, 20, 10, 5, 80)]
    [InlineData(0, 0, 0, 0, 0, 0, 10, 10, 0)]
    [InlineData(1_000_000, 1, 0, 0, 0, 0, 0, 0, 99.9)]
    public void The_score_is_the_weighted_mean_of_what_is_known(
        long readings, long rejected, long dropped, long marked, long expected, long missing, long checks, long stale, double score) =>
        Assert.Equal(score, QualityScore.Of(new(readings, rejected, dropped, marked, expected, missing, checks, stale))!.Value);

    [Fact]
    public void Where_nothing_was_counted_there_is_no_score() => Assert.Null(QualityScore.Of(default));

    [Fact]
    public void Only_what_is_without_a_fault_is_100_and_more_faults_never_score_more() =>
        Gen.Select(Gen.Long[1, 1_000_000], Gen.Long[0, 1000], Gen.Long[0, 1000]).Sample((readings, rejected, marked) =>
        {
            var counts = new QualityCounts(readings + rejected + marked, rejected, 0, marked, 0, 0, 0, 0);
            var score = QualityScore.Of(counts)!.Value;
            var worse = QualityScore.Of(counts with { Rejected = rejected + 1, Readings = counts.Readings + 1 })!.Value;
            Assert.InRange(score, worse, 100);
            Assert.Equal(rejected == 0 && marked == 0, score == 100);
        });
}
