using IotLink.Core.Messages;
using IotLink.Ingest.Pipeline;
using IotLink.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Ingest.Pipeline;

public sealed class PendingEffectsTests
{
    private const int Most = 4;
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(25);
    private readonly FakeTimeProvider _clock = new(Sample.Noon);
    private readonly PendingEffects _pending;
    private readonly TelemetryPipeline _pipeline;
    private long _sequence;

    public PendingEffectsTests()
    {
        _pending = new(0, Most, _clock);
        _pipeline = Piping.Pipeline();
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_batch_waits_for_company_as_long_as_its_first_message_may_linger()
    {
        await DecideAsync(70);
        var taking = _pending.TakeAsync(Linger, Ct);
        _clock.Advance(Linger / 2);
        await DecideAsync(71);
        Assert.False(taking.IsCompleted);

        _clock.Advance(Linger / 2);
        var effects = await taking;

        Assert.Equal((2, 2L), (effects.Telemetry.Readings.Length, effects.Telemetry.Through));
    }

    [Fact]
    public async Task A_full_batch_goes_at_once()
    {
        var deciding = DecideAsync(70, 71, 72, 73);

        var effects = await _pending.TakeAsync(Linger, Ct);

        Assert.Equal(Most, effects.Telemetry.Readings.Length);
        await deciding;
    }

    [Fact]
    public async Task Deciding_goes_on_while_a_batch_is_stored_and_waits_when_another_one_is_full()
    {
        var first = DecideAsync(70, 71, 72, 73);
        var stored = await _pending.TakeAsync(Linger, Ct);
        await first;

        var second = DecideAsync(74, 75, 76, 77);
        Assert.False(second.IsCompleted);
        Assert.Equal<double>([70, 71, 72, 73], Temperatures(stored));

        Assert.Equal([74, 75, 76, 77], Temperatures(await _pending.TakeAsync(Linger, Ct)));
        await second;
    }

    [Fact]
    public async Task Alarms_are_taken_at_once_and_a_batch_only_when_its_alarms_are_applied()
    {
        await DecideAsync(70, 90);
        var changes = Assert.Single(await _pending.TakeAlarmsAsync(Ct)).Changes;
        Assert.True(Assert.Single(changes).Raise);

        var taking = _pending.TakeAsync(TimeSpan.Zero, Ct);
        var turn = Assert.Single(await _pending.TakeAlarmsAsync(Ct));
        Assert.False(taking.IsCompleted);

        turn.Applied!.SetResult();
        Assert.Equal([70, 90], Temperatures(await taking));
    }

    [Fact]
    public async Task The_oldest_message_is_that_of_the_batch_being_stored_then_that_of_the_next()
    {
        Assert.Null(_pending.Oldest);
        await DecideAsync(70);
        await _pending.TakeAsync(TimeSpan.Zero, Ct);
        var first = _pending.Oldest;
        _clock.Advance(Linger);
        await DecideAsync(71);

        Assert.Equal(first, _pending.Oldest);
        await _pending.TakeAsync(TimeSpan.Zero, Ct);
        Assert.Equal(first + Linger, _pending.Oldest);
    }

    private static List<double> Temperatures(PipelineEffects effects)
    {
        var temperatures = new List<double>();
        foreach (var reading in effects.Telemetry.Readings)
        {
            if (reading.Metrics.Schema.TryGetSlot("tempC", out var slot)) temperatures.Add(reading.Metrics.NumberAt(slot));
        }

        return temperatures;
    }

    private Task DecideAsync(params IEnumerable<int> temperatures) =>
        _pending.DecideAsync([.. temperatures.Select(Next)], _pipeline, Ct);

    private StoredMessage Next(int temperature)
    {
        _sequence++;
        return new(new(0, _sequence), _clock.GetUtcNow(), Piping.At((int)_sequence, temperature));
    }
}
