using Bunit;
using IotLink.Core.Adapters.Sqlite;
using IotLink.Core.Quality;
using IotLink.Core.Telemetry;
using IotLink.Portal.Features.Quality;
using IotLink.Portal.Shell;
using IotLink.Tests.Portal.Controls;
using IotLink.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Portal.Quality;

public sealed class QualityScoreCardTests
{
    [Fact]
    public async Task A_product_shows_its_last_week_and_only_to_who_may_see_it()
    {
        using var folder = new TempFolder();
        using var hot = SqliteHotStore.Open(folder.Path, new(), new FakeTimeProvider(ControlContext.Now));
        var batch = new TelemetryBatch();
        batch.Begin(0);
        batch.Through = 1;
        batch.Quality.Of(new QualityKey(QualityKey.HourOf(ControlContext.Now), Sample.Product("prod-a"), "1.0")) = new(4, 1, 0, 0, 0, 0, 0, 0);
        await hot.SaveAsync(batch, Xunit.TestContext.Current.CancellationToken);

        await using var context = new ControlContext();
        context.Services.AddSingleton<IQualityStore>(new SqliteQuality(folder.Path, new())).AddSingleton<QualityDesk>();
        var seen = context.Render<QualityScoreCard>(p => p.Add(c => c.Product, Sample.Product("prod-a")).AddCascadingValue(Visiting(People.Lab)));
        await seen.WaitForStateAsync(() => seen.FindAll("li").Count == 7);
        Assert.Equal(["–", "–", "–", "–", "–", "–", "75.0"], seen.FindAll("li").Select(day => day.Children[1].TextContent));

        var hidden = context.Render<QualityScoreCard>(p => p.Add(c => c.Product, Sample.Product("prod-a")).AddCascadingValue(Visiting(People.Ops)));
        Assert.Empty(hidden.FindAll("li"));
    }

    private static Visit Visiting(IotLink.Core.Accounts.Viewer viewer) => Visit.Of(viewer, Places.Find("/l/quality")!);
}
