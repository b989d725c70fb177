using IotLink.Core;
using IotLink.Core.Adapters;
using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Quality;
using IotLink.Core.Streams;
using IotLink.Core.Telemetry;
using IotLink.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IotLink.Tests.Endurance;

/// <summary>What a host that has ended left in its stores.</summary>
internal sealed class StoredPlant : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public StoredPlant(string folder)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Storage:Folder", folder)]).Build();
        _services = new ServiceCollection().AddLogging().AddIotLinkCore().AddStorage(configuration).BuildServiceProvider();
    }

    public long Messages => Get<IMessageReader>().Range(0).Last;

    public IMessageWriter Writer => Get<IMessageWriter>();

    public async Task<IReadOnlyList<DeadLetter>> OpenLettersAsync(CancellationToken ct) =>
        (await Get<IDeadLetterStore>().ListAsync(new(), 0, int.MaxValue, ct)).Items;

    public Task<long> CheckpointAsync(CancellationToken ct) => Get<IHotStore>().CheckpointAsync(0, ct);

    public async Task<int> DeadLettersAsync(CancellationToken ct) => await Get<IDeadLetterStore>().CountAsync(LetterQuery.All, ct);

    /// <summary>How many readings the quality score knows of.</summary>
    public async Task<long> CountedAsync(CancellationToken ct) =>
        QualityCounts.Sum((await Get<IQualityStore>().CountsAsync(0, long.MaxValue, null, ct)).Select(c => c.Value)).Readings;

    /// <summary>In order of arrival.</summary>
    public async Task<IReadOnlyList<StoredReading>> ReadingsAsync(string device, CancellationToken ct) =>
        [.. (await Get<IHotStore>().RecentAsync(Sample.Device(device), int.MaxValue, ct)).Reverse()];

    /// <summary>Every alarm there ever was, in the order it was raised.</summary>
    public async Task<IReadOnlyList<Alarm>> AlarmsAsync(string device, CancellationToken ct)
    {
        var query = new AlarmQuery(OnlyOpen: false, Device: Sample.Device(device), Take: int.MaxValue);
        return [.. (await Get<IAlarmStore>().ListAsync(DeviceScope.All, query, ct)).Items.Select(row => row.Alarm).OrderBy(a => a.RaisedBy)];
    }

    public async Task<int> TimesRaisedAsync(Alarm alarm, CancellationToken ct) =>
        (await Get<IAlarmStore>().HistoryAsync(alarm.Id, ct)).Count(e => e.Code.StartsWith("raised", StringComparison.Ordinal));

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();
}
