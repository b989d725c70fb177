using IotLink.Core.Adapters;
using IotLink.Core.Health;
using IotLink.Core.Streams;
using IotLink.Core.Telemetry;
using IotLink.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IotLink.Tests.Core.Adapters;

public sealed class StorageSetupTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_stored_is_there_after_a_restart_of_the_host()
    {
        await using (var services = Services())
        {
            await services.GetRequiredService<IMessageWriter>().AppendAsync(Sample.Message("one"), Ct);
            var batch = new BatchBuilder().Begin(1).Readings(1, [("dev-1", 0, 42)]).Letter(1, "spec.missing", null).Build();
            await services.GetRequiredService<IHotStore>().SaveAsync(batch, Ct);
        }

        await using var again = Services();
        Assert.Equal((1, 1), again.GetRequiredService<IMessageReader>().Range(0));
        Assert.Equal(1, await again.GetRequiredService<IHotStore>().CheckpointAsync(0, Ct));
        Assert.Equal(1, await again.GetRequiredService<IDeadLetterStore>().CountAsync(LetterQuery.All, Ct));
    }

    [Fact]
    public async Task Stream_and_hot_store_say_how_they_are()
    {
        await using var services = Services();
        var parts = services.GetServices<IPart>().Select(p => p.Status).ToList();
        Assert.Contains(parts, p => p is { Part: "stream", State: PartState.Ok });
        Assert.Contains(parts, p => p is { Part: "hot-store", State: PartState.Ok });
    }

    [Theory]
    [InlineData("Storage:Folder", " ", "Storage:Folder must name a folder")]
    [InlineData("Storage:Log:SegmentBytes", "1", "Storage:Log:SegmentBytes must be 4096-")]
    [InlineData("Storage:Log:LingerMilliseconds", "50", "Storage:Log:LingerMilliseconds must be 0-20 (was 50)")]
    [InlineData("Storage:Hot:Readers", "0", "Storage:Hot:Readers must be 1-64 (was 0)")]
    public async Task A_wrong_setting_is_refused_by_the_name_of_its_key(string key, string value, string expected)
    {
        await using var services = Services((key, value));
        var refused = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IMessageWriter>);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    private ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Folder"] = _folder.Path })
            .AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value))
            .Build();
        return new ServiceCollection().AddLogging().AddStorage(configuration).BuildServiceProvider();
    }
}
