using Bunit;
using IotLink.Core.Rules;
using IotLink.Core.Telemetry;
using IotLink.Portal.Controls;

namespace IotLink.Tests.Portal.Controls;

public sealed class IlChartTests
{
    private static readonly DateTimeOffset Start = ControlContext.Now.AddMinutes(-10);

    [Fact]
    public async Task A_chart_can_be_heard_as_one_sentence()
    {
        await using var context = new ControlContext();

        var chart = context.Render<IlChart>(p => p.Add(c => c.Chart, Model(61.04, 84.6, 83)));

        Assert.Equal("tempC 61.0\u201384.6 \u00b0C, above the limit 80.0 first at 13:54:21", chart.Find("[role=img]").GetAttribute("aria-label"));
    }

    [Fact]
    public async Task A_chart_has_a_table_twin_with_the_newest_first()
    {
        await using var context = new ControlContext();
        var chart = context.Render<IlChart>(p => p.Add(c => c.Chart, Model(61, 84.6)));
        Assert.Empty(chart.FindAll("tbody tr"));

        await chart.Find("details").TriggerEventAsync("ontoggle", EventArgs.Empty);

        Assert.Equal(["84.6", "61.0"], chart.FindAll("td.il-num").Select(c => c.TextContent));
    }

    [Fact]
    public async Task An_empty_chart_says_so()
    {
        await using var context = new ControlContext("ko");
        var chart = context.Render<IlChart>(p => p.Add(c => c.Chart, Model()));
        Assert.NotEmpty(chart.Find(".il-chart-empty").TextContent);
    }

    private static ChartModel Model(params double[] values) => new(
        "key", "tempC", "degC", 1, Start, ControlContext.Now,
        [.. values.Select((v, i) => new SeriesPoint(Start.AddMinutes(i), v))], TimeSpan.FromMinutes(3), new(80, Severity.High));
}
