using IotLink.Core.Documents;
using IotLink.Core.History;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Tests.Support;

namespace IotLink.Tests.Ingest.History;

/// <summary>Alarms of the past: which would not have been raised, which would have been, and which are the same.</summary>
public sealed class ReplayAlarmTests
{
    private const string Threshold = "productId: prod-a\nrules:\n  - {ruleId: hot, condition: tempC > 80, hold: 0s, severity: high}\n";

    [Fact]
    public async Task An_alarm_that_was_missed_is_named_with_its_device_time_and_evidence()
    {
        var impact = await PreviewAsync(HistorySpecs.Doubled, Hot(20), Hot(60, "dev-2"), Hot(20, "dev-2"));

        Assert.Equal(0, impact.AlarmsGone.Count);
        Assert.Equal(1, impact.AlarmsNew.Count);
        Assert.Equal(
            new AlarmExample(Sample.Device("dev-2"), "hot", Sample.Noon.AddSeconds(2), "tempC 120 > 80"), Assert.Single(impact.AlarmsNew.Examples));
    }

    [Fact]
    public async Task An_alarm_with_other_numbers_at_the_same_time_is_the_same_alarm()
    {
        var impact = await PreviewAsync(HistorySpecs.Doubled, Hot(20), Hot(85), Hot(88), Hot(20));

        Assert.Equal(4, impact.Changed);
        Assert.Equal((0, 0), (impact.AlarmsGone.Count, impact.AlarmsNew.Count));
    }

    [Fact]
    public async Task An_alarm_of_readings_that_are_refused_now_would_not_have_been()
    {
        var impact = await PreviewAsync(HistorySpecs.Refusing, Hot(20), Hot(90), Hot(20));

        Assert.Equal((1, 0), (impact.AlarmsGone.Count, impact.AlarmsNew.Count));
        Assert.Equal(Sample.Noon.AddSeconds(2), impact.AlarmsGone.Examples[0].At);
    }

    [Fact]
    public async Task A_rule_that_wants_it_to_last_is_timed_on_both_sides()
    {
        const string rule = "productId: prod-a\nrules:\n  - {ruleId: long, condition: tempC > 80, for: 3s, severity: high}\n";
        var course = new[] { Hot(60), Hot(60), Hot(60), Hot(60), Hot(60), Hot(10) };

        var missed = await PreviewAsync(HistorySpecs.Doubled, rule, course);
        var wrong = await PreviewAsync(HistorySpecs.Halved, rule, [.. Enumerable.Repeat(Hot(90), 5)]);
        var brief = await PreviewAsync(HistorySpecs.Doubled, rule, [Hot(60), Hot(10), Hot(60), Hot(10)]);

        Assert.Equal((0, 1), (missed.AlarmsGone.Count, missed.AlarmsNew.Count));
        Assert.Equal((1, 0), (wrong.AlarmsGone.Count, wrong.AlarmsNew.Count));
        Assert.Equal((0, 0), (brief.AlarmsGone.Count, brief.AlarmsNew.Count));
    }

    [Fact]
    public async Task A_timer_that_another_devices_message_rings_speaks_for_its_own_device()
    {
        const string rule = "productId: prod-a\nrules:\n  - {ruleId: long, condition: tempC > 80, for: 3s, severity: high}\n";

        // dev-1 falls silent while it is hot; what rings is the time, which dev-2's messages carry on.
        var impact = await PreviewAsync(HistorySpecs.Halved, rule, [Hot(90), .. Enumerable.Repeat(Hot(10, "dev-2"), 6)]);

        Assert.Equal((1, 0), (impact.AlarmsGone.Count, impact.AlarmsNew.Count));
        Assert.Equal(Sample.Device("dev-1"), Assert.Single(impact.AlarmsGone.Examples).Device);
    }

    [Fact]
    public async Task Silence_that_refused_messages_did_not_break_is_an_alarm_that_would_not_have_been()
    {
        const string rule = "productId: prod-a\nrules:\n  - {ruleId: silent, noData: 3s, severity: low}\n";

        // Messages of dev-1 that were refused, and would be understood; dev-2 lets the time pass.
        var impact = await PreviewAsync(
            HistorySpecs.Solving, rule, [Hot(20), .. Enumerable.Range(0, 8).Select(i => i % 2 == 0 ? Hot(20, "dev-2") : Bytes("7F14", "dev-1"))]);

        Assert.Equal(4, impact.Added);
        Assert.Equal((1, 0), (impact.AlarmsGone.Count, impact.AlarmsNew.Count));
    }

    [Fact]
    public async Task A_rule_on_shadow_run_tells_nobody_here_either()
    {
        const string rule = "productId: prod-a\nshadow: true\nrules:\n  - {ruleId: quiet, condition: tempC > 80, severity: high}\n";

        var missed = await PreviewAsync(HistorySpecs.Doubled, rule, [Hot(20), Hot(60), Hot(20)]);
        var wrong = await PreviewAsync(HistorySpecs.Halved, rule, [Hot(20), Hot(90), Hot(20)]);

        Assert.Equal((0, 0), (missed.AlarmsNew.Count, wrong.AlarmsGone.Count));
    }

    [Fact]
    public async Task Alarms_that_are_apart_in_time_are_two()
    {
        var impact = await PreviewAsync(HistorySpecs.Halved, Hot(90), Hot(20), Hot(20), Hot(20), Hot(90), Hot(20), Hot(20), Hot(20));

        Assert.Equal(2, impact.AlarmsGone.Count);
        Assert.Equal([1, 5], impact.AlarmsGone.Examples.Select(e => (e.At - Sample.Noon).TotalSeconds));
    }

    private static Task<ReplayImpact> PreviewAsync(string spec, params Message[] past) => PreviewAsync(spec, Threshold, past);

    private static async Task<ReplayImpact> PreviewAsync(string spec, string rules, Message[] past)
    {
        using var folder = new TempFolder();
        await using var host = await HistoryHost.StartAsync(folder);
        await host.RegisterAsync(DocumentKey.SpecOf(Sample.Product("prod-a")), HistorySpecs.Same);
        var contract = ProductCatalog.Documents.Single(d => d.Key == new DocumentKey(DocumentKind.Contract, Sample.Product("prod-a"), DocumentKey.Only));
        await host.RegisterAsync(contract.Key, contract.Text);
        await host.RegisterAsync(new(DocumentKind.Rule, Sample.Product("prod-a"), DocumentKey.Only), rules);
        await host.TakeAsync(past);
        var preview = await host.PreviewAsync(HistoryHost.Request(spec));
        Assert.True(preview.Impact is not null, preview.Fault?.Detail);
        return preview.Impact;
    }

    private static Message Hot(int tempC, string device = "dev-1") => Bytes(FormattableString.Invariant($"01{tempC:X2}"), device);

    private static Message Bytes(string hex, string device) =>
        new() { Device = Sample.Device(device), Format = PayloadFormat.Binary, Payload = Convert.FromHexString(hex) };
}
