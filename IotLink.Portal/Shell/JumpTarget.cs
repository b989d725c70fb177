namespace IotLink.Portal.Shell;

/// <summary>Somewhere <c>Ctrl K</c> can go.</summary>
/// <param name="Kind">Device, Alarm or Page: a key of <c>JumpBox.resx</c>.</param>
internal sealed record JumpTarget(string Kind, string Text, string More, string Address);
