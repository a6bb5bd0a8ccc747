namespace MarathonLb.Observability;

/// <summary>The fields of Python's log records that a pattern may name. Those that have no meaning in a native program print a fixed, harmless value.</summary>
internal enum LogField
{
    /// <summary>Not a field: literal text.</summary>
    Literal,

    /// <summary>Local time, <c>2026-11-24 08:40:30,123</c>.</summary>
    AscTime,

    /// <summary>Seconds since 1970.</summary>
    Created,

    /// <summary>The program's name: there are no source files at run time.</summary>
    FileName,

    /// <summary>The event's name.</summary>
    FuncName,

    /// <summary>Level name.</summary>
    LevelName,

    /// <summary>Python's level number.</summary>
    LevelNo,

    /// <summary>Always 0.</summary>
    LineNo,

    /// <summary>The message.</summary>
    Message,

    /// <summary>The type that logged.</summary>
    Module,

    /// <summary>Milliseconds of the time.</summary>
    Msecs,

    /// <summary>Logger name.</summary>
    Name,

    /// <summary>The program's path.</summary>
    PathName,

    /// <summary>Process id.</summary>
    Process,

    /// <summary>Always <c>MainProcess</c>.</summary>
    ProcessName,

    /// <summary>Milliseconds since the process started logging.</summary>
    RelativeCreated,

    /// <summary>Thread number.</summary>
    Thread,

    /// <summary>Thread name.</summary>
    ThreadName,
}
