using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Rules;
using IotLink.Core.Telemetry;

namespace IotLink.Tests.Core.Rules;

public sealed class RuleEngineTests
{
    private const string Hot = "{ruleId: hot, productId: prod-a, condition: metrics.tempC > 80, severity: high}";

    [Fact]
    public void The_domains_sample_of_78_degrees_raises_nothing_and_the_hot_frame_of_82_does()
    {
        var bench = new RuleBench(Hot);
        Assert.Equal("", bench.At(0, ("tempC", 78)));
        Assert.Equal("", bench.At(60, ("tempC", 80)));
        Assert.Equal("+hot", bench.At(120, ("tempC", 82)));
        Assert.Equal("tempC 82 > 80", bench.Verdicts[0].Evidence);
    }

    [Fact]
    public void A_rule_raises_once_while_its_condition_lasts()
    {
        var bench = new RuleBench(Hot);
        Assert.Equal("+hot", bench.At(0, ("tempC", 82)));
        Assert.Equal("", bench.At(60, ("tempC", 90)));
        Assert.Equal("", bench.At(120, ("tempC", 81)));
    }

    [Fact]
    public void Without_a_clear_condition_an_alarm_ends_after_two_reporting_periods()
    {
        var bench = new RuleBench(Hot);
        bench.At(0, ("tempC", 82));
        Assert.Equal("", bench.At(60, ("tempC", 70)));
        Assert.Equal("-hot", bench.At(120, ("tempC", 69.5)));
        Assert.Equal("tempC 69.5 <= 80", bench.Verdicts[0].Evidence);
        Assert.Equal("+hot", bench.At(180, ("tempC", 85)));
    }

    [Fact]
    public void Readings_in_one_burst_are_not_two_reporting_periods()
    {
        var bench = new RuleBench(Hot);
        bench.At(0, ("tempC", 82));
        Assert.Equal("", bench.At(60, ("tempC", 70)));
        Assert.Equal("", bench.At(61, ("tempC", 70)));
        Assert.Equal("", bench.At(107.9, ("tempC", 70)));
        Assert.Equal("-hot", bench.At(108, ("tempC", 70)));
    }

    [Fact]
    public void A_relapse_starts_the_two_reporting_periods_anew()
    {
        var bench = new RuleBench(Hot);
        bench.At(0, ("tempC", 82));
        bench.At(60, ("tempC", 70));
        Assert.Equal("", bench.At(120, ("tempC", 83)));
        Assert.Equal("", bench.At(180, ("tempC", 70)));
        Assert.Equal("-hot", bench.At(240, ("tempC", 70)));
    }

    [Fact]
    public void One_reading_after_a_long_silence_does_not_end_it()
    {
        var bench = new RuleBench(Hot);
        bench.At(0, ("tempC", 82));
        Assert.Equal("", bench.At(3600, ("tempC", 70)));
        Assert.Equal("-hot", bench.At(3660, ("tempC", 70)));
    }

    [Theory]
    [InlineData("tempC > 80", 5, 82, 75.1, 75)]
    [InlineData("tempC >= 80", 5, 80, 75, 74.9)]
    [InlineData("tempC < 10", 2, 9, 11.9, 12)]
    [InlineData("80 < tempC", 5, 82, 75.1, 75)]
    [InlineData("tempC < -10", 2, -11, -8.1, -8)]
    public void Hysteresis_moves_the_threshold_back(string condition, double by, double raises, double keeps, double ends)
    {
        var bench = new RuleBench($"{{ruleId: r, productId: prod-a, condition: '{condition}', severity: low, hysteresis: {by}}}");
        Assert.Equal("+r", bench.At(0, ("tempC", raises)));
        Assert.Equal("", bench.At(60, ("tempC", keeps)));
        Assert.Equal("-r", bench.At(120, ("tempC", ends)));
    }

    [Fact]
    public void The_clear_condition_ends_it_at_once()
    {
        var bench = new RuleBench("{ruleId: r, productId: prod-a, condition: tempC > 80, clear: tempC < 60 and rpm > 500, severity: low}");
        bench.At(0, ("tempC", 82), ("rpm", 0));
        Assert.Equal("", bench.At(60, ("tempC", 50), ("rpm", 0)));
        Assert.Equal("-r", bench.At(120, ("tempC", 50), ("rpm", 800)));
        Assert.Equal("tempC 50 < 60 and rpm 800 > 500", bench.Verdicts[0].Evidence);
    }

    [Fact]
    public void While_the_condition_is_true_nothing_ends_whatever_clear_says()
    {
        var bench = new RuleBench("{ruleId: r, productId: prod-a, condition: tempC > 80, clear: rpm > 500, severity: low}");
        bench.At(0, ("tempC", 82), ("rpm", 0));
        Assert.Equal("", bench.At(60, ("tempC", 85), ("rpm", 800)));
        Assert.Equal("-r", bench.At(120, ("tempC", 70), ("rpm", 800)));
    }

    [Theory]
    [InlineData("hold: 5m")]
    [InlineData("hold: 5m, hysteresis: 5")]
    [InlineData("hold: 5m, clear: tempC < 75")]
    public void With_a_hold_it_must_have_stayed_clear_that_long(string keys)
    {
        var bench = new RuleBench($"{{ruleId: r, productId: prod-a, condition: tempC > 80, severity: low, {keys}}}");
        bench.At(0, ("tempC", 82));
        Assert.Equal("", bench.At(60, ("tempC", 70)));
        Assert.Equal("", bench.At(300, ("tempC", 70)));
        Assert.Equal("", bench.At(359, ("tempC", 70)));
        Assert.Equal("-r", bench.At(360, ("tempC", 70)));
    }

    [Fact]
    public void A_value_between_the_thresholds_starts_the_hold_anew()
    {
        var bench = new RuleBench("{ruleId: r, productId: prod-a, condition: tempC > 80, severity: low, hold: 2m, hysteresis: 5}");
        bench.At(0, ("tempC", 82));
        bench.At(60, ("tempC", 70));
        bench.At(120, ("tempC", 78));
        Assert.Equal("", bench.At(180, ("tempC", 70)));
        Assert.Equal("", bench.At(240, ("tempC", 70)));
        Assert.Equal("-r", bench.At(300, ("tempC", 70)));
    }

    [Fact]
    public void A_late_reading_changes_nothing()
    {
        var bench = new RuleBench(Hot);
        Assert.Equal("", bench.Of("a-1", 0, null, ReadingMarks.Late, ("tempC", 95)));
        bench.At(60, ("tempC", 82));
        Assert.Equal("", bench.Of("a-1", 10, null, ReadingMarks.Late, ("tempC", 20)));
        Assert.Equal("", bench.At(120, ("tempC", 70)));
        Assert.Equal("-hot", bench.At(180, ("tempC", 70)));
    }

    [Fact]
    public void Other_marks_do_not_keep_a_rule_from_running() =>
        Assert.Equal("+hot", new RuleBench(Hot).Of("a-1", 0, null, ReadingMarks.Partial | ReadingMarks.ClockCorrected, ("tempC", 95)));

    [Fact]
    public void A_reading_without_the_metric_neither_raises_nor_ends()
    {
        var bench = new RuleBench(Hot);
        Assert.Equal("", bench.At(0, ("rpm", 1200)));
        bench.At(60, ("tempC", 82));
        bench.At(120, ("tempC", 70));
        Assert.Equal("", bench.At(180, ("rpm", 1200)));
        Assert.Equal("-hot", bench.At(240, ("tempC", 70)));
    }

    [Fact]
    public void Devices_are_independent_of_each_other()
    {
        var bench = new RuleBench(Hot);
        Assert.Equal("+hot", bench.Of("a-1", 0, null, default, ("tempC", 82)));
        Assert.Equal("+hot", bench.Of("a-2", 0, null, default, ("tempC", 83)));
        bench.Of("a-1", 60, null, default, ("tempC", 70));
        Assert.Equal("-hot", bench.Of("a-1", 120, null, default, ("tempC", 70)));
        Assert.Equal("", bench.Of("a-2", 120, null, default, ("tempC", 70)));
    }

    [Fact]
    public void Rules_of_one_product_are_independent_of_each_other()
    {
        var bench = new RuleBench("""
            productId: prod-a
            rules:
              - {ruleId: hot, condition: tempC > 80, severity: high, hysteresis: 1}
              - {ruleId: stopped, condition: rpm < 100, severity: critical, hysteresis: 1}
              - {ruleId: off, condition: rpm < 9999, severity: critical, enabled: false}
            """);
        Assert.Equal("+hot +stopped", bench.At(0, ("tempC", 82), ("rpm", 0)));
        Assert.Equal("-stopped", bench.At(60, ("tempC", 82), ("rpm", 900)));
        Assert.Equal("-hot", bench.At(120, ("tempC", 70), ("rpm", 900)));
    }

    [Fact]
    public void A_replay_up_to_the_mark_changes_nothing()
    {
        var bench = new RuleBench(Hot, Mark(open: true, 100));
        Assert.Equal("", bench.Of("a-1", 0, 99, default, ("tempC", 82)));
        Assert.Equal("", bench.Of("a-1", 0, 100, default, ("tempC", 82)));
        Assert.Equal("", bench.Of("a-1", 60, 101, default, ("tempC", 82)));
        bench.Of("a-1", 120, 102, default, ("tempC", 70));
        Assert.Equal("-hot", bench.Of("a-1", 180, 103, default, ("tempC", 70)));
    }

    [Fact]
    public void A_replay_of_an_alarm_that_has_ended_does_not_raise_it_again()
    {
        var bench = new RuleBench(Hot, Mark(open: false, 100));
        Assert.Equal("", bench.Of("a-1", 0, 90, default, ("tempC", 82)));
        Assert.Equal("", bench.Of("a-1", 60, 100, default, ("tempC", 82)));
        Assert.Equal("+hot", bench.Of("a-1", 120, 101, default, ("tempC", 82)));
    }

    [Fact]
    public void A_restart_in_the_middle_ends_the_alarm_later_and_never_earlier()
    {
        var bench = new RuleBench(Hot);
        bench.Of("a-1", 0, 1, default, ("tempC", 82));
        bench.Of("a-1", 60, 2, default, ("tempC", 70));
        bench.Restart(Mark(open: true, 1));
        Assert.Equal("", bench.Of("a-1", 120, 3, default, ("tempC", 70)));
        Assert.Equal("-hot", bench.Of("a-1", 180, 4, default, ("tempC", 70)));
    }

    [Fact]
    public void The_same_stream_from_any_mark_tells_the_same_story()
    {
        double[] story = [70, 82, 85, 70, 70, 70, 90, 70, 70, 85, 60, 60, 60];
        var bench = new RuleBench("{ruleId: hot, productId: prod-a, condition: tempC > 80, severity: high, hysteresis: 5}");
        var said = story.Select((t, i) => bench.Of("a-1", i * 60, i + 1, default, ("tempC", t))).ToArray();
        for (var stop = 0; stop < story.Length; stop++)
        {
            var last = Array.FindLastIndex(said, stop, word => word.Length > 0);
            if (last >= 0) bench.Restart(Mark(said[last][0] == '+', last + 1));
            else bench.Restart();
            var again = story.Select((t, i) => bench.Of("a-1", i * 60, i + 1, default, ("tempC", t))).ToArray();
            Assert.Equal(said.Skip(last + 1), again.Skip(last + 1));
            Assert.All(again.Take(last + 1), word => Assert.Equal("", word));
        }
    }

    [Fact]
    public void One_message_changes_a_rule_at_most_once_however_many_readings_it_carries()
    {
        var bench = new RuleBench("{ruleId: hot, productId: prod-a, condition: tempC > 80, severity: high, hysteresis: 5}");
        Assert.Equal("+hot", bench.Of("a-1", 0, 1, default, ("tempC", 82)));
        Assert.Equal("", bench.Of("a-1", 60, 1, default, ("tempC", 70)));
        Assert.Equal("-hot", bench.Of("a-1", 120, 2, default, ("tempC", 70)));
        Assert.Equal("", bench.Of("a-1", 180, 2, default, ("tempC", 82)));
        Assert.Equal("+hot", bench.Of("a-1", 240, 3, default, ("tempC", 82)));
    }

    [Fact]
    public void Nothing_is_remembered_of_a_device_that_is_quiet()
    {
        var bench = new RuleBench(Hot);
        for (var i = 0; i < 100; i++) bench.Of($"quiet-{i}", i, null, default, ("tempC", 70));
        Assert.Equal(0, bench.Engine.Remembered);
        bench.At(0, ("tempC", 82));
        Assert.Equal(1, bench.Engine.Remembered);
        bench.At(60, ("tempC", 70));
        bench.At(120, ("tempC", 70));
        bench.At(180, ("tempC", 70));
        Assert.Equal(0, bench.Engine.Remembered);
    }

    [Fact]
    public void A_mark_of_another_shard_says_nothing_about_this_ones_positions()
    {
        var bench = new RuleBench(Hot, new RuleMark(DeviceId.Parse("a-1", null), "hot", false, new StreamPosition(7, 100)));
        Assert.Equal("+hot", bench.Of("a-1", 0, 1, default, ("tempC", 82)));
    }

    [Fact]
    public void A_mark_of_a_code_no_rule_has_is_left_alone()
    {
        var bench = new RuleBench(Hot, new RuleMark(DeviceId.Parse("a-1", null), "E42", true, new StreamPosition(0, 5)) { FromRule = false });
        Assert.Equal("+hot", bench.At(0, ("tempC", 82)));
    }

    [Fact]
    public void A_boolean_metric_is_a_condition_and_reads_as_one()
    {
        var bench = new RuleBench("{ruleId: r, productId: prod-a, condition: doorOpen and not locked, severity: low}");
        bench.Schema.TryGetOrAdd("doorOpen", out var doorOpen);
        bench.Schema.TryGetOrAdd("locked", out var locked);
        Assert.Equal("", bench.With(0, m => m.SetBoolean(doorOpen, true)));
        Assert.Equal("+r", bench.With(60, m => { m.SetBoolean(doorOpen, true); m.SetBoolean(locked, false); }));
        Assert.Equal("doorOpen true and not locked false", bench.Verdicts[0].Evidence);
    }

    [Fact]
    public void Running_quiet_rules_allocates_nothing()
    {
        var bench = new RuleBench(Hot);
        var batch = new TelemetryBatch();
        batch.Begin(0);
        var reading = batch.Add(bench.Schema);
        reading.Device = DeviceId.Parse("a-9", null);
        bench.Schema.TryGetOrAdd("tempC", out var slot);
        reading.Metrics.SetNumber(slot, 70);
        var device = new Device(reading.Device, RuleBench.ProdA, "A");
        var rules = CompiledRuleset.Compile([Hot], bench.Schema, 1, [])!;
        var verdicts = new List<RuleVerdict>();
        bench.At(0, ("tempC", 90));
        bench.Engine.Evaluate(reading, device, rules, verdicts);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) bench.Engine.Evaluate(reading, device, rules, verdicts);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static RuleMark Mark(bool open, long sequence) => new(DeviceId.Parse("a-1", null), "hot", open, new StreamPosition(0, sequence));
}
