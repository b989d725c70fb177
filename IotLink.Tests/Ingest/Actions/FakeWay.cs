using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Actions.Commands;

namespace IotLink.Tests.Ingest.Actions;

/// <summary>A device at the end of a way: it acts once on each id, or does not hear.</summary>
internal sealed class FakeWay(ActionTransport transport) : ICommandChannel
{
    /// <summary>Ids as they came.</summary>
    public List<string> Heard { get; } = [];

    /// <summary>Ids it acted on, each once.</summary>
    public HashSet<string> Acted { get; } = [];

    public bool Hears { get; set; } = true;

    public bool IsAway { get; set; }

    /// <summary>Called after the device has it and before the host knows.</summary>
    public Action AfterHandOver { get; set; } = () => { };

    public List<string> Withdrawn { get; } = [];

    public ActionTransport Transport => transport;

    public bool IsRepeatable => transport == ActionTransport.Shadow;

    public Task<HandOver> SendAsync(Command command, CancellationToken ct)
    {
        if (IsAway) return Task.FromResult(HandOver.Away);
        Heard.Add(command.Id.Value);
        if (Hears) Acted.Add(command.Id.Value);
        AfterHandOver();
        return Task.FromResult(HandOver.Done());
    }

    public Task WithdrawAsync(Command command, CancellationToken ct)
    {
        Withdrawn.Add(command.Id.Value);
        return Task.CompletedTask;
    }

    public Task<CommandStep?> LookAsync(Command command, CancellationToken ct) =>
        Task.FromResult<CommandStep?>(Acted.Contains(command.Id.Value) ? new CommandStep.Acknowledge("reported") : null);
}
