using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Actions.Commands;
using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Rules;
using IotLink.Core.Telemetry;

namespace IotLink.Tests.Support;

/// <summary>Builders of actions, commands and readings.</summary>
internal static class Acting
{
    public static readonly Person Kim = new("u-kim", "김하늘");
    public static readonly Person Han = new("u-han", "한지호");
    public static readonly ProductId ProdA = ProductId.Parse("prod-a", null);

    /// <summary>One action from its YAML keys.</summary>
    public static DeviceAction Action(string keys = "success: tempC < 75", int version = 1)
    {
        var faults = new List<DocumentFault>();
        var catalogue = ActionCatalogue.Compile([($"actionId: restart-fan\nproductId: prod-a\n{keys}", version)], ProdA, faults);
        Assert.Empty(faults);
        return Assert.Single(catalogue!.Actions);
    }

    public static CommandDraft Draft(string device = "a-1", DeviceAction? action = null, Person? by = null, AlarmId? alarm = null) =>
        new(device.AsDevice(), action ?? Action(), new Dictionary<string, string>(), alarm is null ? by ?? Kim : null, "과열") { Alarm = alarm };

    public static Command Command(DeviceAction? action = null, Person? by = null, DateTimeOffset? now = null)
    {
        var draft = Draft(action: action, by: by);
        Assert.Null(draft.Action.Complete(draft.Parameters, out var values));
        return draft.ToCommand(values, now ?? Plant.Noon);
    }

    public static RemedyLadder Ladder(LadderEnd end, params string[] actions) => new([.. actions.Select(a => new Rung(a))], end);

    public static StoredReading Reading(DateTimeOffset at, params (string Name, double Value)[] metrics) => new(
        new(0, 1), 0, "a-1".AsDevice(), ProdA, null, at, TimeSource.Ingest, null, null, at, ReadingMarks.None, 1,
        metrics.ToDictionary(m => m.Name, m => MetricValue.Of(m.Value)));
}
