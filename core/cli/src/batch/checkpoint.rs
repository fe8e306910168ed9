//! The checkpoint of a run, from which it continues after an interruption: a folder of finished chunks beside the
//! output, and a manifest that says to which run they belong and how many of them count.
//!
//! A chunk counts when the manifest names it. Both are written under another name, synced to disk and then renamed, so a
//! file is whole or absent; a chunk that the manifest does not name is made again.

use super::job::Counts;
use crate::failure::Failure;
use serde_json::{Value, json};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

const MANIFEST: &str = "manifest.json";
const LOCK: &str = "lock";
const CHUNK: &str = "chunk-";
/// What the output is while it is being put together.
const WHOLE: &str = "whole";

/// How far a run has come.
#[derive(Default)]
pub(super) struct Done {
    pub(super) chunks: u64,
    pub(super) rows: u64,
    /// Bytes of all chunks.
    pub(super) bytes: u64,
    pub(super) counts: Counts,
    /// Whether the input has no more rows.
    pub(super) complete: bool,
    /// The size of the output, once it is whole and only its place is missing.
    pub(super) whole: Option<u64>,
}

impl Done {
    fn read(done: &Value) -> Option<Done> {
        let number = |name: &str| done.get(name)?.as_u64();
        let counts = done.get("counts")?.as_object()?.iter();
        Some(Done {
            chunks: number("chunks")?,
            rows: number("rows")?,
            bytes: number("bytes")?,
            counts: counts.filter_map(|(name, count)| Some((name.clone(), count.as_u64()?))).collect(),
            complete: done.get("complete")?.as_bool()?,
            whole: number("whole"),
        })
    }
}

/// What an earlier run left for this output, read without changing it.
pub(super) struct PreviousRun {
    run: Value,
    /// Whether its output is in its place, and only clearing up is left.
    pub(super) is_placed: bool,
}

impl PreviousRun {
    /// Returns `None` if no run finished a chunk.
    pub(super) fn find(output: &Path) -> Option<PreviousRun> {
        let folder = folder(output);
        let manifest: Value = serde_json::from_slice(&fs::read(folder.join(MANIFEST)).ok()?).ok()?;
        let done = Done::read(manifest.get("done")?)?;
        let run = manifest.get("run")?.clone();
        (done.chunks > 0 || done.whole.is_some())
            .then(|| PreviousRun { run, is_placed: is_placed(&folder, &done, output) })
    }

    /// What the manifest says under this name.
    pub(super) fn value(&self, name: &str) -> Option<&Value> {
        self.run.get(name)
    }
}

fn folder(output: &Path) -> PathBuf {
    let mut name: OsString = output.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    output.with_file_name(name)
}

/// The whole output is renamed into its place when the manifest knows of it: if it is gone from here, it is there.
fn is_placed(folder: &Path, done: &Done, output: &Path) -> bool {
    let size = fs::metadata(output).ok().filter(fs::Metadata::is_file).map(|metadata| metadata.len());
    done.whole.is_some() && done.whole == size && !folder.join(WHOLE).exists()
}

/// The folder with the finished chunks of a run.
pub(super) struct Checkpoint {
    folder: PathBuf,
    /// What the run is of, by the manifest.
    run: Option<Value>,
    pub(super) done: Done,
    /// Held until the end; the system lets go of it if the process is killed.
    lock: File,
}

impl Checkpoint {
    /// Opens or makes the folder for this output. `restart` discards what is in it.
    pub(super) fn open(output: &Path, restart: bool) -> Result<Checkpoint, Failure> {
        let folder = folder(output);
        let failed = |error: std::io::Error| Failure::writing(&folder, &error);
        let existed = folder.is_dir();
        if !existed {
            fs::create_dir(&folder).map_err(failed)?;
        }
        let manifest = folder.join(MANIFEST);
        // What is in it is looked at before the lock is: a run that begins at this moment makes that first.
        let foreign =
            existed && fs::read_dir(&folder).map_err(failed)?.next().is_some() && !folder.join(LOCK).exists();
        if foreign {
            let text = "is no folder of an unfinished run; remove it or choose another output";
            return Err(Failure::Usage(format!("{}: {text}", folder.display())));
        }
        let lock = File::create(folder.join(LOCK)).map_err(failed)?;
        lock.try_lock().map_err(|_| {
            Failure::Usage(format!("{}: another run is at work on this output", folder.display()))
        })?;
        let mut checkpoint = Checkpoint { folder, run: None, done: Done::default(), lock };
        if restart {
            checkpoint.clear()?;
        } else if manifest.exists() {
            checkpoint.read(&manifest, output)?;
        }
        Ok(checkpoint)
    }

    fn read(&mut self, manifest: &Path, output: &Path) -> Result<(), Failure> {
        let bytes = fs::read(manifest).map_err(|error| Failure::of_path(manifest, &error))?;
        let value: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        let (Some(run), Some(done)) = (value.get("run"), value.get("done").and_then(Done::read)) else {
            return Err(self.unfit("cannot be read as the manifest of a run"));
        };
        if is_placed(&self.folder, &done, output) {
            // Chunks may be cleared up already.
            (self.run, self.done) = (Some(run.clone()), done);
            return Ok(());
        }
        if done.chunks == 0 {
            // No chunk is finished, so any run may begin here.
            return Ok(());
        }
        (self.run, self.done) = (Some(run.clone()), Done { whole: None, ..done });
        let size = |chunk| fs::metadata(self.chunk(chunk)).map(|metadata| metadata.len());
        let sizes = (0..self.done.chunks).map(size).sum::<Result<u64, std::io::Error>>();
        if sizes.ok() != Some(self.done.bytes) {
            return Err(self.unfit("names chunks that are missing or of another size"));
        }
        Ok(())
    }

    fn unfit(&self, what: &str) -> Failure {
        let manifest = self.folder.join(MANIFEST);
        Failure::Usage(format!(
            "{}: {what}; remove the folder or give --restart to begin anew",
            manifest.display()
        ))
    }

    /// Sets what the run is of.
    ///
    /// # Errors
    /// If the manifest is that of another run.
    pub(super) fn belong_to(&mut self, run: Value) -> Result<(), Failure> {
        if let Some(known) = &self.run {
            let differs = |name: &&String| known.get(name.as_str()) != run.get(name.as_str());
            if let Some(name) = run.as_object().and_then(|run| run.keys().find(differs)) {
                return Err(self.unfit(&format!("an unfinished run with another {name:?} is kept here")));
            }
            return Ok(());
        }
        self.run = Some(run);
        self.write_manifest()
    }

    /// Adds a finished chunk.
    pub(super) fn add(
        &mut self,
        rows: usize,
        counts: Counts,
        write: impl FnOnce(&mut File) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let path = self.chunk(self.done.chunks);
        self.place(&path, write)?;
        let size = fs::metadata(&path).map_err(|error| Failure::writing(&path, &error))?.len();
        self.done.chunks += 1;
        self.done.bytes += size;
        self.done.rows += u64::try_from(rows).unwrap_or(0);
        for (name, count) in counts {
            *self.done.counts.entry(name).or_default() += count;
        }
        self.write_manifest()
    }

    /// The input has no more rows.
    pub(super) fn complete(&mut self) -> Result<(), Failure> {
        self.done.complete = true;
        self.write_manifest()
    }

    /// The finished chunks in their order.
    pub(super) fn chunks(&self) -> impl Iterator<Item = PathBuf> {
        (0..self.done.chunks).map(|chunk| self.chunk(chunk))
    }

    /// Puts the output in its place and removes everything else.
    pub(super) fn finish(
        mut self,
        output: &Path,
        write: impl FnOnce(&Checkpoint, &mut File) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let failed = |error: std::io::Error| Failure::writing(output, &error);
        if self.done.whole.is_none() {
            let whole = self.folder.join(WHOLE);
            self.place(&whole, |file| write(&self, file))?;
            self.done.whole = Some(fs::metadata(&whole).map_err(failed)?.len());
            self.write_manifest()?;
            fs::rename(&whole, output).map_err(failed)?;
        }
        let parent = output.parent().filter(|parent| !parent.as_os_str().is_empty());
        sync_folder(parent.unwrap_or(Path::new(".")));
        // The manifest goes last: as long as anything is left, it says that the output is in its place.
        self.remove_chunks()?;
        self.clear()?;
        drop(self.lock);
        fs::remove_file(self.folder.join(LOCK)).map_err(failed)?;
        fs::remove_dir(&self.folder).map_err(failed)
    }

    fn chunk(&self, number: u64) -> PathBuf {
        self.folder.join(format!("{CHUNK}{number:08}"))
    }

    fn write_manifest(&self) -> Result<(), Failure> {
        let Done { chunks, rows, bytes, counts, complete, whole } = &self.done;
        let done = json!({
            "chunks": chunks, "rows": rows, "bytes": bytes, "counts": counts, "complete": complete, "whole": whole,
        });
        let manifest = self.folder.join(MANIFEST);
        let text = format!("{:#}\n", json!({ "run": self.run, "done": done }));
        self.place(&manifest, |file| {
            file.write_all(text.as_bytes()).map_err(|error| Failure::writing(&manifest, &error))
        })
    }

    /// Writes a file so that it is there as a whole or not at all.
    fn place(
        &self,
        path: &Path,
        write: impl FnOnce(&mut File) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let failed = |error: std::io::Error| Failure::writing(path, &error);
        let beside = path.with_extension("tmp");
        let mut file = File::create(&beside).map_err(failed)?;
        write(&mut file)?;
        file.sync_all().map_err(failed)?;
        fs::rename(&beside, path).map_err(failed)?;
        sync_folder(&self.folder);
        Ok(())
    }

    /// Removes what a run leaves behind, and no other file. The manifest goes first: without it no chunk counts.
    fn clear(&self) -> Result<(), Failure> {
        let failed = |error: std::io::Error| Failure::writing(&self.folder, &error);
        let manifest = self.folder.join(MANIFEST);
        if manifest.exists() {
            fs::remove_file(&manifest).map_err(failed)?;
        }
        self.remove_chunks()
    }

    fn remove_chunks(&self) -> Result<(), Failure> {
        let failed = |error: std::io::Error| Failure::writing(&self.folder, &error);
        for entry in fs::read_dir(&self.folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.starts_with(CHUNK) || name.starts_with(WHOLE) || name == "manifest.tmp" {
                fs::remove_file(&path).map_err(failed)?;
            }
        }
        Ok(())
    }
}

/// A rename is on disk when its folder is. A system without such a call returns an error, which is ignored.
fn sync_folder(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}
