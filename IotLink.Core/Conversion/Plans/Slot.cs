namespace IotLink.Core.Conversion.Plans;

/// <summary>Where a named value is kept while one payload is decoded. Only names that some expression uses have one.</summary>
internal readonly record struct Slot(int Index, bool IsText)
{
    public static readonly Slot FPort = new(0, false);
    public static readonly Slot Length = new(1, false);
    public static readonly Slot Left = new(2, false);
    public static readonly Slot LoopIndex = new(3, false);
    public static readonly Slot Position = new(4, false);
    public static readonly Slot Value = new(5, false);

    public static readonly Slot Size = new(6, false);

    /// <summary>In the order of <see cref="Products.SpecNames.BuiltIn"/>.</summary>
    public const int BuiltIn = 7;
}
