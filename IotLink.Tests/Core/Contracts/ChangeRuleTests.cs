using IotLink.Core.Contracts;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Contracts;

public sealed class ChangeRuleTests
{
    private readonly MetricSchema _schema = ContractText.Schema();
    private readonly ContractMemory _memory = new();

    [Fact]
    public void The_first_reading_of_a_device_cannot_be_too_fast() => Assert.Equal("ok ok", Run("mark", ("a", 0, 500), ("b", 1, 0)));

    [Fact]
    public void The_pace_counts_by_event_time_and_device() =>
        Assert.Equal("ok ok broken ok", Run("mark", ("a", 0, 20), ("a", 60, 30), ("a", 61, 41), ("b", 62, 90)));

    [Fact]
    public void A_dropped_value_is_not_what_the_next_is_measured_by() =>
        Assert.Equal("ok broken ok", Run("drop", ("a", 0, 20), ("a", 6, 99), ("a", 12, 21)));

    [Fact]
    public void A_marked_value_is_what_the_next_is_measured_by() =>
        Assert.Equal("ok broken broken", Run("mark", ("a", 0, 20), ("a", 6, 99), ("a", 12, 21)));

    [Fact]
    public void A_value_that_moved_for_good_is_taken_again_in_time() =>
        Assert.Equal("ok broken broken ok", Run("drop", ("a", 0, 20), ("a", 6, 50), ("a", 12, 50), ("a", 180, 50)));

    [Fact]
    public void A_burst_may_use_up_a_whole_period_at_once() =>
        Assert.Equal("ok ok broken", Run("mark", ("a", 0, 20), ("a", 1, 30), ("a", 2, 40.5)));

    [Fact]
    public void Readings_of_one_instant_or_out_of_order_are_not_measured() =>
        Assert.Equal("ok ok ok", Run("mark", ("a", 0, 20), ("a", 0, 99), ("a", -5, 1)));

    [Fact]
    public void What_a_refused_message_said_is_forgotten()
    {
        Run("reject", ("a", 0, 20));
        _memory.Begin();
        Assert.Equal("ok", Run("reject", ("a", 60, 30)));
        _memory.TakeBack();
        Assert.Equal("refused", Run("reject", ("a", 61, 35)));
    }

    [Fact]
    public void A_device_known_only_from_a_refused_message_is_not_known()
    {
        _memory.Begin();
        Run("reject", ("a", 0, 20), ("a", 60, 30));
        _memory.TakeBack();
        Assert.Equal("ok", Run("reject", ("a", 61, 99)));
    }

    [Fact]
    public void What_the_stores_knew_before_a_restart_counts()
    {
        _memory.Recall(DeviceId.Parse("a", null), "x", Sample.Noon, 20);
        Assert.Equal("broken", Run("mark", ("a", 6, 99)));
    }

    [Theory]
    [InlineData("second", 10, 11, true)]
    [InlineData("second", 1, 11, false)]
    [InlineData("hour", 3600, 10, true)]
    [InlineData("second", 20, 23, false)]
    [InlineData("hour", 3500, 10.5, false)]
    public void The_pace_is_per_second_minute_or_hour(string per, int seconds, double change, bool keeps)
    {
        var limit = per == "second" ? 1.1 : 10;
        Assert.Equal(keeps ? "ok ok" : "ok broken", Run($"{{maxChange: {limit}, per: {per}}}", "mark", ("a", 0, 0), ("a", seconds, change)));
    }

    private string Run(string strictness, params (string Device, int Second, double Value)[] readings) =>
        Run("{maxChange: 10, per: minute}", strictness, readings);

    private string Run(string implementation, string strictness, params (string Device, int Second, double Value)[] readings)
    {
        var contract = ContractText.Compile(
            ContractText.Of([$"{{name: x, quality: [{{type: custom, engine: iotlink, implementation: {implementation}, customProperties: [{{property: onViolation, value: {strictness}}}]}}]}}"]), _schema);
        return string.Join(' ', readings.Select(r =>
        {
            var reading = new TelemetryBatch().Add(_schema);
            (reading.Device, reading.EventTime) = (DeviceId.Parse(r.Device, null), Sample.Noon.AddSeconds(r.Second));
            ContractText.Values(_schema, ("x", r.Value)).CopyTo(reading.Metrics);
            return contract.Check(reading, 0, _memory, []) is { Code: Reason.ContractRate } ? "refused"
                : reading.Marks == ReadingMarks.ContractBroken ? "broken" : "ok";
        }));
    }
}
