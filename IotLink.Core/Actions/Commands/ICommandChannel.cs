using IotLink.Core.Actions.Catalogue;

namespace IotLink.Core.Actions.Commands;

/// <summary>A way from IotLink to devices.</summary>
public interface ICommandChannel
{
    ActionTransport Transport { get; }

    /// <summary>Sending it again, under the same id, is the same as sending it once, whatever the device.</summary>
    bool IsRepeatable { get; }

    /// <summary>Hands one command over. It promises nothing about its arrival.</summary>
    Task<HandOver> SendAsync(Command command, CancellationToken ct);

    /// <summary>Takes back what would still reach the device later; doing it twice changes nothing.</summary>
    Task WithdrawAsync(Command command, CancellationToken ct);

    /// <summary>What the device says by other means than a message of its own: reported keys. null: nothing yet.</summary>
    Task<CommandStep?> LookAsync(Command command, CancellationToken ct);
}

/// <summary>What became of handing a command over.</summary>
/// <param name="Token">See <see cref="Command.Token"/>.</param>
/// <param name="Reason">Why not, one of <see cref="CommandReason"/>.</param>
public sealed record HandOver(HandOverOutcome Outcome, long Token = 0, string Reason = "", string Detail = "")
{
    public static HandOver Done(long token = 0) => new(HandOverOutcome.Done, token);

    /// <summary>The device holds no connection now.</summary>
    public static HandOver Away { get; } = new(HandOverOutcome.Away, 0, CommandReason.DeviceAway);

    public static HandOver Refused(string reason, string detail) => new(HandOverOutcome.Refused, 0, reason, detail);
}

public enum HandOverOutcome { Done, Away, Refused }
