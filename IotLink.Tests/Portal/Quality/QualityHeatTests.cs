using Bunit;
using IotLink.Core.Devices;
using IotLink.Core.Quality;
using IotLink.Portal.Features.Quality;
using IotLink.Tests.Portal.Controls;
using IotLink.Tests.Support;

namespace IotLink.Tests.Portal.Quality;

public sealed class QualityHeatTests
{
    private static readonly ProductId ProdA = Sample.Product("prod-a");
    private static readonly DateOnly Today = new(2026, 11, 23);

    private readonly QualityHeatmap _heat = new(
        [
            new(ProdA, "1.0", Today, new(90, 0, 0, 0, 0, 0, 0, 0)),
            new(ProdA, "1.1", Today, new(10, 10, 0, 0, 0, 0, 0, 0)),
            new(Sample.Product("gt06"), "", Today.AddDays(-2), new(5, 0, 0, 0, 0, 0, 0, 0)),
        ],
        Today, 3);

    [Fact]
    public void A_cell_is_all_firmwares_together()
    {
        Assert.Equal(90, _heat.ScoreOf(ProdA, Today)!.Value);
        Assert.Equal(["1.1", "1.0"], _heat.Of(ProdA, Today).Select(d => d.Firmware));
        Assert.Null(_heat.ScoreOf(ProdA, Today.AddDays(-1)));
        Assert.Equal([Today.AddDays(-2), Today.AddDays(-1), Today], _heat.Days);
    }

    [Theory]
    [InlineData("en", "prod-a, 2026-11-23: 90.0")]
    [InlineData("ko", "prod-a, 2026-11-23: 점수 90.0")]
    public async Task A_score_is_a_link_that_says_whose_it_is_and_today_comes_first(string language, string label)
    {
        await using var context = new ControlContext(language);
        var table = context.Render<QualityHeat>(p => p.Add(h => h.Heat, _heat).Add(h => h.Product, ProdA).Add(h => h.Day, Today));

        var cells = table.FindAll("a.il-cell");
        Assert.Equal(["100.0", "90.0"], cells.Select(c => c.TextContent));
        Assert.Equal((label, "true", "/l/quality?days=3&product=prod-a&day=2026-11-23"),
            (cells[1].GetAttribute("aria-label"), cells[1].GetAttribute("aria-current"), cells[1].GetAttribute("href")));
        Assert.Equal("2026-11-23", table.Find("thead time").GetAttribute("datetime"));
    }

    [Theory]
    [InlineData(100, "il-q1")]
    [InlineData(99, "il-q1")]
    [InlineData(98.9, "il-q2")]
    [InlineData(94.9, "il-q3")]
    [InlineData(79.9, "il-q4")]
    public void Four_tones_stand_for_how_good_it_is(double score, string tone) => Assert.Equal(tone, QualityHeatmap.ToneOf(score));

    [Fact]
    public async Task What_is_behind_a_score_is_told_by_firmware_rule_and_device()
    {
        await using var context = new ControlContext();
        var view = context.Render<QualityDayView>(p => p
            .Add(v => v.Product, ProdA).Add(v => v.Day, Today).Add(v => v.Firmwares, _heat.Of(ProdA, Today)).Add(v => v.Rule, "tempC.range")
            .Add(v => v.Detail, new QualityDetail(
                [new("tempC.range", "contract.range", new(10, 0, 0), 1), new("heat", "contract.rate", new(0, 0, 2), 2)],
                [new(Sample.Device("dev-1"), new(10, 0, 1))])));

        Assert.Equal(["all", "1.1", "1.0", "tempC.range", "heat", "dev-1"], view.FindAll("tbody tr td:first-child").Select(c => c.TextContent));
        Assert.Equal("/l/devices/dev-1", view.FindAll("a")[^1].GetAttribute("href"));
        Assert.Equal("tempC.range", Assert.Single(view.FindAll("tr.il-on td:first-child").Skip(1)).TextContent);
    }

    [Fact]
    public async Task A_day_without_a_breach_says_so()
    {
        await using var context = new ControlContext();
        var view = context.Render<QualityDayView>(p => p
            .Add(v => v.Product, ProdA).Add(v => v.Day, Today).Add(v => v.Firmwares, _heat.Of(ProdA, Today)).Add(v => v.Detail, new([], [])));
        Assert.Contains("No rule was broken", view.Find(".il-note").TextContent, StringComparison.Ordinal);
    }
}
