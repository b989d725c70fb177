namespace IotLink.Ingest.Demo;

/// <summary>Section <c>Demo</c>: the invented plant. On by default in Development, and never outside it.</summary>
public sealed class DemoOptions
{
    public const string Section = "Demo";

    public bool Enabled { get; set; } = true;

    /// <summary>How many devices are registered.</summary>
    public int Devices { get; set; } = Core.Seeds.DemoPlant.DefaultDevices;

    /// <summary>Whether they send.</summary>
    public bool Fleet { get; set; } = true;
}
