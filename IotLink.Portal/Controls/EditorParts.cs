namespace IotLink.Portal.Controls;

/// <summary>Something to say about a place of the text.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based.</param>
public sealed record EditorMarker(int Line, int Column, string Code, string Message, bool IsError = true);

/// <summary>Whole lines, the last included; 1-based.</summary>
public sealed record EditorLines(int From, int To);

/// <summary>What could stand here.</summary>
/// <param name="Start">Column where the word begins that an item replaces.</param>
public sealed record EditorCompletions(int Start, IReadOnlyList<EditorCompletion> Items);

/// <param name="Insert">Text in place of the word; <c>$0</c> says where the cursor goes.</param>
/// <param name="Explanation">One sentence.</param>
/// <param name="IsKey">A key: its values are offered next.</param>
public sealed record EditorCompletion(string Label, string Insert, string? Detail, string? Explanation, bool IsKey);
