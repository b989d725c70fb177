using IotLink.Core.Devices;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;
using IotLink.Portal.Features.Devices;

namespace IotLink.Tests.Portal.Devices;

public sealed class MetricCurveTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 5, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Only_newer_points_are_added_and_old_ones_leave_by_the_window()
    {
        var curve = Curve(0, 60, 590);

        Assert.True(curve.Append([At(590), At(650)], Start.AddSeconds(650)));

        var chart = curve.ToChart();
        Assert.Equal([At(60), At(590), At(650)], chart.Points);
        Assert.Equal(TimeSpan.FromMinutes(10), chart.To - chart.From);
    }

    [Fact]
    public void Nothing_newer_changes_nothing()
    {
        var curve = Curve(0, 60);
        Assert.False(curve.Append([At(60)], Start.AddSeconds(700)));
        Assert.Equal(Start.AddMinutes(10), curve.To);
    }

    private static MetricCurve Curve(params int[] seconds) => new(
        DeviceId.Parse("prod-a-0001", null), new MetricSpec("tempC", "degC", MetricKind.Number, 1, null), TimeSpan.FromSeconds(5),
        Start, Start.AddMinutes(10), [.. seconds.Select(At)]);

    private static SeriesPoint At(int second) => new(Start.AddSeconds(second), second);
}
